/** Sentences for people who listen to the page, and a receipt for those who see it. */
export interface Announcements {
  /** Interrupts: a new alert of high priority. */
  readonly urgent: string;
  /** Waits its turn, and is shown for a while: what was recorded. */
  readonly recorded: string;
}

/** Long enough to be read out; afterwards it is history, and the alert itself stands on the page. */
const saidForMs = 8_000;
let announcements: Announcements = { urgent: "", recorded: "" };
const clearing = new Map<keyof Announcements, ReturnType<typeof setTimeout>>();
const listeners = new Set<() => void>();

function set(change: Partial<Announcements>): void {
  announcements = { ...announcements, ...change };
  for (const listener of listeners) listener();
}

function say(part: keyof Announcements, sentence: string): void {
  clearTimeout(clearing.get(part));
  set({ [part]: sentence });
  clearing.set(
    part,
    setTimeout(() => set({ [part]: "" }), saidForMs),
  );
}

export const announcementStore = {
  read: (): Announcements => announcements,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export function sayUrgent(sentence: string): void {
  say("urgent", sentence);
}

export function sayRecorded(sentence: string): void {
  say("recorded", sentence);
}
