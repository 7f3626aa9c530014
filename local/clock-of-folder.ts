import { isoTimeOf } from "../contracts/iso-time.ts";
import { type Clock, scaledClock, systemClock } from "./clock.ts";
import type { DataFolder } from "./data-folder.ts";
import { StartRefusedError } from "./start-refused.ts";

const rememberEveryMs = 10_000;

/**
 * The clock for a data folder: one that was simulated goes on where it left off, since time in a folder never runs
 * backwards: what lies in the future would be judged late for hours. A live folder refuses the real clock until then.
 */
export function clockOf(folder: DataFolder, speed: number): Clock {
  const until = folder.simulatedUntil ?? 0;
  if (speed === 1 && until <= Date.now()) return systemClock();
  if (speed === 1 && folder.mode === "live") {
    throw new StartRefusedError(
      "clock-ahead",
      `${folder.path} was used with --speed and its clock has come to ${isoTimeOf(until)}. Start it with --speed again, or use another folder: --data DIR`,
    );
  }
  return scaledClock(speed, Math.max(Date.now(), until));
}

/** Keeps the folder's note of a simulated time up to date; returns what stops it. */
export function rememberTime(folder: DataFolder, clock: Clock): () => void {
  if (clock.speed === 1 && folder.simulatedUntil === undefined) return () => undefined;
  const remember = (): void => folder.rememberSimulatedTime(clock.now());
  remember();
  const timer = setInterval(remember, rememberEveryMs).unref();
  return () => {
    clearInterval(timer);
    remember();
  };
}
