import type { ResidentView, VitalView } from "../../contracts/http/residents.ts";

export type Freshness = "live" | "stale" | "lost";

/** Ages a value between answers. Exactly at its limit it still belongs to the better state, as in the catalogue. */
export function freshnessAt(vital: VitalView, now: number): Freshness {
  if (now <= Date.parse(vital.staleAt)) return "live";
  return now <= Date.parse(vital.lostAt) ? "stale" : "lost";
}

export type Presence = "monitored" | "partly-monitored" | "unmonitored";

/** A battery report or the room's temperature says nothing of how the person is. */
const notOfThePerson: ReadonlySet<string> = new Set([
  "battery",
  "signal",
  "room-temperature",
  "room-humidity",
  "door-open",
]);

/**
 * Is anyone listening? What the server said, made worse by what the page can see for itself: when every value of the
 * person has been lost, nobody is, whatever was said before the line went quiet.
 */
export function presenceAt(resident: ResidentView, now: number): Presence {
  const { state } = resident.monitoring;
  if (state === "unmonitored") return state;
  const personal = resident.vitals.filter(({ code }) => !notOfThePerson.has(code));
  const isDeaf = personal.length > 0 && personal.every((vital) => freshnessAt(vital, now) === "lost");
  return isDeaf ? "unmonitored" : state;
}

/** Since when nothing is known: the last value of all, or what the server says. */
export function silentSince(resident: ResidentView): number | undefined {
  const personal = resident.vitals.filter(({ code }) => !notOfThePerson.has(code));
  const latest = Math.max(...personal.map((vital) => Date.parse(vital.at)));
  if (Number.isFinite(latest)) return latest;
  return resident.monitoring.since === undefined ? undefined : Date.parse(resident.monitoring.since);
}

export type BedState =
  | { readonly kind: "in-bed" }
  | { readonly kind: "out-of-bed"; readonly since: number }
  | { readonly kind: "unknown" };

/** In bed only while a sensor that is still heard says so. */
export function bedStateAt(resident: ResidentView, now: number): BedState {
  const occupancy = resident.vitals.find((vital) => vital.code === "bed-occupancy");
  if (occupancy === undefined || freshnessAt(occupancy, now) === "lost") return { kind: "unknown" };
  if (occupancy.value === true) return { kind: "in-bed" };
  return { kind: "out-of-bed", since: Date.parse(resident.outOfBedSince ?? occupancy.at) };
}
