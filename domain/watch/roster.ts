import { type Alert, type AlertKind, isLatching, isOutsideWatch } from "../alerts/alert.ts";
import type { DeviceKind } from "../model/device.ts";
import type { EpochMs } from "../model/time.ts";
import { raisedAnewAt } from "./conditions.ts";
import { silentFrom } from "./device-silence.ts";
import { withoutDevice } from "./other-devices.ts";
import type { OpenCondition, Watch, WatchedDevice, WatchShelf } from "./state.ts";

/** Puts a device on the watch; one that is on it already stays as it is. It may be silent for its limit from `since`. */
export function addDevice(
  watch: Watch,
  { deviceId, kind, since }: { readonly deviceId: string; readonly kind: DeviceKind; readonly since: EpochMs },
): Watch {
  if (watch.devices.some((device) => device.deviceId === deviceId)) return watch;
  const device: WatchedDevice = { deviceId, kind, since };
  const devices = [...watch.devices, device].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  return { ...watch, devices, dueAt: earlier(watch.dueAt, silentFrom(device)) };
}

/**
 * Takes a device off the watch. What it measured stays known and grows old; the next judgement, due at once, ends an
 * alert that was about this device alone.
 */
export function removeDevice(watch: Watch, deviceId: string): Watch {
  if (!watch.devices.some((device) => device.deviceId === deviceId)) return watch;
  const others = withoutDevice(watch.settled.others, deviceId);
  const settled = others === undefined ? watch.settled : { ...watch.settled, others };
  return { ...watch, settled, devices: watch.devices.filter((device) => device.deviceId !== deviceId), dueAt: 0 };
}

/**
 * Notes that a person closed the alert of a kind. A latched condition, and one that was over already, ends with it; any
 * other is raised anew if it lasts. A shelf of the kind ends; who closed a long lie was with the person.
 */
export function noteResolved(before: Watch, kind: AlertKind, now: EpochMs): Watch {
  if (isOutsideWatch(kind)) return before;
  const watch = withoutShelf(kind === "long-lie" ? noteAttended(before, now) : before, kind);
  const { [kind]: condition, ...others } = watch.open;
  if (condition === undefined || condition.resolvedAt !== undefined) return watch;
  if (isLatching(kind) || condition.clearedAt !== undefined) return { ...watch, open: others };
  const resolved: OpenCondition = { ...condition, resolvedAt: now };
  return { ...watch, open: { ...others, [kind]: resolved }, dueAt: earlier(watch.dueAt, raisedAnewAt(kind, now)) };
}

/**
 * Notes that a person took the resolution of an alert back. Undefined when another alert of the kind is open since: that
 * one stands for the condition now.
 */
export function noteReopened(watch: Watch, alert: Alert): Watch | undefined {
  if (isOutsideWatch(alert.kind)) return watch;
  const { kind, id: alertId, priority, reason, raisedAt, caseId } = alert;
  const open = watch.open[kind];
  if (open !== undefined && open.alertId !== alertId && open.resolvedAt === undefined) return undefined;
  const lyingSince = raisedAt - (reason.code === "event" ? (reason.reportedLateMs ?? 0) : 0);
  const condition: OpenCondition = {
    alertId,
    priority,
    reason,
    raisedAt,
    ...(caseId !== alertId && { caseId }),
    ...(kind === "fall" && { lyingSince }),
    ...(alert.condition === "cleared" && { clearedAt: raisedAt }),
  };
  // The next judgement is due at once: a long lie may have come due meanwhile.
  return { ...watch, open: { ...watch.open, [kind]: condition }, dueAt: 0 };
}

/** Notes that somebody is with a person who fell. */
export function noteAttended(watch: Watch, now: EpochMs): Watch {
  const { fall } = watch.open;
  return fall === undefined ? watch : { ...watch, open: { ...watch.open, fall: { ...fall, attendedAt: now } } };
}

/** Notes that a person shelved the alert of a kind: what is raised of it again meanwhile is shelved too. */
export function noteShelved(watch: Watch, kind: AlertKind, shelf: WatchShelf): Watch {
  if (isOutsideWatch(kind)) return watch;
  return { ...watch, shelves: { ...watch.shelves, [kind]: shelf } };
}

/** Ends the shelf of a kind, if there is one. */
export function withoutShelf(watch: Watch, kind: AlertKind): Watch {
  if (watch.shelves?.[kind] === undefined) return watch;
  const { [kind]: _, ...others } = watch.shelves;
  return { ...watch, shelves: others };
}

function earlier(due: EpochMs | undefined, other: EpochMs): EpochMs {
  return due === undefined ? other : Math.min(due, other);
}
