import { settingsStore } from "./settings.ts";

let choice: { readonly facilityId: string; readonly under: string | undefined } | undefined;
const listeners = new Set<() => void>();

/**
 * Which facility the pages of the office are about, for as long as this page is open and the facility in the header stays
 * as it was. It decides which forms and lists are shown there and nothing else: what rings, and what is listened to, never
 * follows it.
 */
export const officeChoice = {
  read: (): string | undefined => (choice?.under === settingsStore.read().facilityId ? choice?.facilityId : undefined),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    const stop = settingsStore.subscribe(listener);
    return () => {
      listeners.delete(listener);
      stop();
    };
  },
  /** `""` stands for all of them, on pages that can show all. */
  choose(facilityId: string): void {
    choice = { facilityId, under: settingsStore.read().facilityId };
    for (const listener of listeners) listener();
  },
};

let pagesWithOwn = 0;
const waiting = new Set<() => void>();

function countPages(change: 1 | -1): void {
  pagesWithOwn += change;
  for (const listener of waiting) listener();
}

/** Whether the page in sight has a choice of its own, so that another beside it would only disagree. */
export const ownChoice = {
  read: (): boolean => pagesWithOwn > 0,
  subscribe(listener: () => void): () => void {
    waiting.add(listener);
    return () => waiting.delete(listener);
  },
  /** Until what is answered is called. */
  begin(): () => void {
    countPages(1);
    return () => countPages(-1);
  },
};
