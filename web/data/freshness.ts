import { silentAfterMs } from "../../contracts/descriptions.ts";
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

function personalVitals({ vitals }: Pick<ResidentView, "vitals">): VitalView[] {
  return vitals.filter(({ code }) => !notOfThePerson.has(code));
}

/**
 * Is anyone listening? What the server said, made worse by what the page can see for itself: when every value of the
 * person has been lost, nobody is, whatever was said before the line went quiet.
 */
export function presenceAt(resident: ResidentView, now: number): Presence {
  const { state } = resident.monitoring;
  if (state === "unmonitored") return state;
  const isHeard = resident.vitals.some(({ code, lostAt }) => !notOfThePerson.has(code) && now <= Date.parse(lostAt));
  const isDeaf = !isHeard && resident.vitals.some(({ code }) => !notOfThePerson.has(code));
  return isDeaf ? "unmonitored" : state;
}

/** Since when nothing is known: the last value of all, or what the server says. */
export function silentSince(resident: ResidentView): number | undefined {
  const latest = Math.max(...personalVitals(resident).map((vital) => Date.parse(vital.at)));
  if (Number.isFinite(latest)) return latest;
  return resident.monitoring.since === undefined ? undefined : Date.parse(resident.monitoring.since);
}

/**
 * Is the device silent? What the server said, made worse by what the page can see for itself: a device that has said
 * nothing for longer than its kind may is silent, even while no message of the server comes through.
 */
export function isSilentAt(device: ResidentView["devices"][number], now: number): boolean {
  if (device.isSilent) return true;
  return device.lastHeardAt !== undefined && now - Date.parse(device.lastHeardAt) > silentAfterMs(device.kind);
}

/** Is a value old because its device is silent? Else the device is heard and has not measured again. */
export function isFromSilent({ devices }: Pick<ResidentView, "devices">, vital: VitalView, now: number): boolean {
  const device = devices.find(({ id }) => id === vital.deviceId);
  return device !== undefined && isSilentAt(device, now);
}

/** Is none of the devices that measured the person heard? A smoke detector that is heard does not count. */
export function isOutOfReach(resident: Pick<ResidentView, "vitals" | "devices">, now: number): boolean {
  const measured = new Set(personalVitals(resident).map(({ deviceId }) => deviceId));
  return resident.devices.filter(({ id }) => measured.has(id)).every((device) => isSilentAt(device, now));
}

export type BedState =
  | { readonly kind: "in-bed" }
  | { readonly kind: "out-of-bed"; readonly since: number }
  /** What was last said, too old to be a fact. */
  | { readonly kind: "stale"; readonly wasInBed: boolean; readonly at: number }
  | { readonly kind: "unknown" };

/** In or out of bed only while a sensor that is heard says so, and its word is live. */
export function bedStateAt(resident: ResidentView, now: number): BedState {
  const occupancy = resident.vitals.find((vital) => vital.code === "bed-occupancy");
  if (occupancy === undefined || isFromSilent(resident, occupancy, now)) return { kind: "unknown" };
  const freshness = freshnessAt(occupancy, now);
  if (freshness === "lost") return { kind: "unknown" };
  if (freshness === "stale") return { kind: "stale", wasInBed: occupancy.value === true, at: Date.parse(occupancy.at) };
  if (occupancy.value === true) return { kind: "in-bed" };
  return { kind: "out-of-bed", since: Date.parse(resident.outOfBedSince ?? occupancy.at) };
}
