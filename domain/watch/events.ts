import type { DeviceEvent } from "../model/reading.ts";
import { type EpochMs, minute } from "../model/time.ts";
import type { Verdict } from "./state.ts";

/** A report is called late from here on; below it is the time that a network takes. */
const lateFromMs = minute;

/** Enough to recognise every redelivery of the last minutes; older ones are recognised by the table of events. */
const maxSeen = 16;

export type LatchingEvent = DeviceEvent & { readonly type: "fall" | "sos" | "smoke" | "gas" };

export function isLatchingEvent(event: DeviceEvent): event is LatchingEvent {
  return event.type !== "bed-exit";
}

/**
 * Fall, SOS, smoke and gas: high, at once, whatever the plan, the age of the report or the state of the device. A
 * report that comes late says so.
 */
export function judgeEvent(event: LatchingEvent, now: EpochMs): Verdict {
  const lateMs = now - event.at;
  const late = lateMs >= lateFromMs ? { reportedLateMs: lateMs } : {};
  return { kind: event.type, priority: "high", reason: { code: "event", type: event.type, ...late }, inputs: [] };
}

/** Adds an event to those seen; the oldest is forgotten when there are too many. Undefined: it was seen before. */
export function seeEvent(seen: readonly string[], { deviceId, eventId }: DeviceEvent): readonly string[] | undefined {
  const key = `${deviceId}/${eventId}`;
  return seen.includes(key) ? undefined : [...seen, key].slice(-maxSeen);
}
