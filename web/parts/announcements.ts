/** Sentences for people who listen to the page, and a receipt for those who see it. */
export interface Announcements {
  /** Interrupts: a new alert of high priority. */
  readonly urgent: string;
  /** Waits its turn, and is shown for a while: what was recorded. */
  readonly recorded: string;
}

const receiptForMs = 8_000;
let announcements: Announcements = { urgent: "", recorded: "" };
let clearing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function set(change: Partial<Announcements>): void {
  announcements = { ...announcements, ...change };
  for (const listener of listeners) listener();
}

export const announcementStore = {
  read: (): Announcements => announcements,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function sayUrgent(sentence: string): void {
  set({ urgent: sentence });
}

export function sayRecorded(sentence: string): void {
  clearTimeout(clearing);
  set({ recorded: sentence });
  clearing = setTimeout(() => set({ recorded: "" }), receiptForMs);
}
