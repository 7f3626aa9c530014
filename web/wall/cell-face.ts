import type { ResidentView } from "../../contracts/http/residents.ts";
import { digitsOf, vitalOf } from "../data/codes.ts";
import { bedStateAt, freshnessAt, presenceAt, silentSince } from "../data/freshness.ts";
import type { Speech } from "../words/language.tsx";
import { span } from "../words/time-words.ts";

/** One glyph says how it stands with a bed; the words beside it say the same. */
export type CellState = "away" | "in-bed" | "out-of-bed" | "heard" | "partly-monitored" | "unmonitored" | "empty";

/** A value as it stands on the wall: digits while live, digits with their age when stale, a dash when there is none. */
export interface CellValue {
  readonly text: string;
  readonly age: string;
}

/** Everything a cell shows of how somebody is, as text: equal faces need no drawing. */
export interface CellFace {
  readonly state: CellState;
  readonly stateText: string;
  readonly values: readonly CellValue[];
}

/** Of a bed in which nobody lies. */
export const emptyFace: CellFace = { state: "empty", stateText: "", values: [] };

/** Of somebody who is in a hospital, or on the way: what their devices at home say is none of theirs. */
export function awayFace(stateText: string): CellFace {
  return { state: "away", stateText, values: [] };
}

export const wallVitals = ["heart-rate", "respiratory-rate", "spo2"] as const;

/** Of a resident at this moment. Whoever is not monitored shows no values: an old number must not look like calm. */
export function cellFace(resident: ResidentView, now: number, speech: Speech): CellFace {
  const { words, language } = speech;
  const presence = presenceAt(resident, now);
  if (presence === "unmonitored") {
    const since = silentSince(resident);
    const silence = since === undefined ? "" : ` ${span(now - since, language)}`;
    return { state: presence, stateText: `${words.unmonitored}${silence}`, values: [] };
  }
  const values = wallVitals.map((code) => {
    const vital = vitalOf(resident, code);
    const freshness = vital === undefined ? "lost" : freshnessAt(vital, now);
    if (vital === undefined || freshness === "lost") return { text: "–", age: "" };
    const age = freshness === "stale" ? span(now - Date.parse(vital.at), language) : "";
    return { text: digitsOf(code, vital.value, speech), age };
  });
  if (presence === "partly-monitored") return { state: presence, stateText: words[presence], values };
  const bed = bedStateAt(resident, now);
  if (bed.kind === "in-bed") return { state: "in-bed", stateText: words.inBed, values };
  if (bed.kind === "out-of-bed") {
    return { state: "out-of-bed", stateText: words.outOfBed(span(now - bed.since, language)), values };
  }
  return { state: "heard", stateText: words.monitored, values };
}
