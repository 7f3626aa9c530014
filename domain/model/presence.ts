import { type EpochMs, minute } from "./time.ts";

/** What the broker last knew of a device's connection. */
export interface Presence {
  /** `left`: it said goodbye by itself, as devices do that sleep between their reports; nothing is wrong. */
  readonly connection: "online" | "offline" | "left";
  readonly at: EpochMs;
  /** Rises with each connection of the device, and starts again after about an hour without one. */
  readonly version: number;
}

/** Within this time the broker's count of connections tells the order, since its clocks do not; beyond it the time. */
const countedForMs = 10 * minute;

/**
 * Takes over a word of the broker, of which any may come late or twice. The one before is given back when the word is
 * older. A newer word never goes back in time: of two connections that took turns, the broker may state the end of
 * the first one later than the beginning of the second.
 */
export function newerPresence(known: Presence | undefined, word: Presence): Presence {
  if (known === undefined || isNewer(word, known)) {
    return known === undefined || word.at > known.at ? word : { ...word, at: known.at + 1 };
  }
  return known;
}

function isNewer(word: Presence, known: Presence): boolean {
  if (Math.abs(word.at - known.at) > countedForMs) return word.at > known.at;
  if (word.version !== known.version) return word.version > known.version;
  // The beginning and the end of one connection bear one number.
  return known.connection === "online" && word.connection !== "online";
}
