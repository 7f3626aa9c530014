import { type DeviceEvent, eventIdentity } from "../domain/model/reading.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** The write that records an event; it is refused when the same event (see {@link eventIdentity}) was recorded before. */
export function recording(record: {
  readonly event: DeviceEvent;
  readonly residentId: string;
  readonly facilityId: string;
  readonly expiresAt: EpochMs;
}): Write {
  const { event, residentId, facilityId, expiresAt } = record;
  const attributes = {
    // A device may put anything into its id, and a key must be well-formed.
    deviceAndEvent: eventIdentity(event).toWellFormed(),
    residentId,
    facilityId,
    at: new Date(event.at).toISOString(),
    expiresAt: Math.ceil(expiresAt / 1000),
  };
  return { kind: "put", table: tables.events, item: storedItem(attributes, event), when: { absent: true } };
}
