import { type DeviceEvent, eventIdentity } from "../model/reading.ts";
import { type EpochMs, minute } from "../model/time.ts";
import type { Verdict } from "./state.ts";

/** A report is called late from here on; below it is the time that a network takes. */
const lateFromMs = minute;

/** Enough to recognise every redelivery of the last minutes; older ones are recognised by the table of events. */
const maxSeen = 16;

/**
 * A device without a usable clock that sends the same id and type again this soon after the first arrival repeats itself;
 * later it calls again. Kept short: a repetition taken for a call costs a walk, a call taken for a repetition a person.
 */
const repeatsWithinMs = 2 * minute;

export type LatchingEvent = DeviceEvent & { readonly type: "fall" | "sos" | "smoke" | "gas" };

/** Whether an event raises an alert by itself; a bed exit only says that the bed is empty. */
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
  const { type, deviceId, eventId } = event;
  return { kind: type, priority: "high", reason: { code: "event", type, deviceId, eventId, ...late }, inputs: [] };
}

/** Adds an event to those seen; the oldest is forgotten when there are too many. Undefined: it was seen before. */
export function seeEvent(seen: readonly string[], event: DeviceEvent): readonly string[] | undefined {
  return isSeen(seen, event) ? undefined : [...seen, eventIdentity(event)].slice(-maxSeen);
}

/** Whether an event is among those seen; without a stated time also when the same arrived shortly before or after. */
export function isSeen(seen: readonly string[], event: DeviceEvent): boolean {
  const identity = eventIdentity(event);
  if (seen.includes(identity)) return true;
  if (event.statedAt !== undefined) return false;
  const untimed = identity.slice(0, identity.lastIndexOf("~") + 1);
  return seen.some(
    (other) => other.startsWith(untimed) && Math.abs(Number(other.slice(untimed.length)) - event.at) <= repeatsWithinMs,
  );
}
