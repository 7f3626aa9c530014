import { settingsStore } from "../data/settings.ts";
import { openAudio, playPattern } from "./alarm-sound.ts";

/** Somebody at this page answers alerts. */
let isExpected = false;
/** The browser lets the page sound: only after somebody has touched it. */
let isUnlocked = false;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function isWanted(): boolean {
  return settingsStore.read().hasSound ?? isExpected;
}

/** Once the page has been touched the browser lets it sound. */
function touched(): void {
  if (!isWanted()) return;
  void openAudio().then((isRunning) => {
    if (!isRunning || isUnlocked) return;
    isUnlocked = true;
    for (const kind of ["pointerdown", "keydown"]) document.removeEventListener(kind, touched);
    tell();
  });
}

/**
 * Sound is on for whoever answers alerts, unless they turned it off on this device; it can be heard from the first touch
 * of the page on, because browsers do not allow it before.
 */
export const soundStore = {
  /** Alerts can be heard. */
  isOn: (): boolean => isWanted() && isUnlocked,
  /** They should be heard, but the browser has not allowed it. */
  isLocked: (): boolean => isWanted() && !isUnlocked,
  /** `off`: nobody wants it here; `locked`: it is wanted, but the browser has not allowed it. */
  state: (): "on" | "locked" | "off" => (isWanted() ? (isUnlocked ? "on" : "locked") : "off"),
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  expect(is: boolean): void {
    if (is === isExpected) return;
    isExpected = is;
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, touched);
    tell();
  },
  toggle(): void {
    settingsStore.change({ hasSound: !soundStore.isOn() });
    if (isWanted()) {
      touched();
      playPattern("low");
    }
    tell();
  },
};
