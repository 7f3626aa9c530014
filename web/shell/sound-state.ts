import { playPattern } from "./alarm-sound.ts";

let isOn = false;
const listeners = new Set<() => void>();

/** Sound is off until somebody turns it on here: a browser plays nothing before the page has been touched. */
export const soundStore = {
  isOn: (): boolean => isOn,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  toggle(): void {
    isOn = !isOn;
    if (isOn) playPattern("low");
    for (const listener of listeners) listener();
  },
};
