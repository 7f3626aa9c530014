import { type Alert, type AlertKind, isOutsideWatch, isTechnical } from "../alerts/alert.ts";
import { isShelfOn } from "../alerts/shelving.ts";
import type { DeviceKind } from "../model/device.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { isFromFuture } from "../watch/clock-set-back.ts";
import { isSilent, silentFrom } from "../watch/device-silence.ts";
import { monitoringOf } from "../watch/monitoring.ts";
import type { MonitoringPlan } from "../watch/plan.ts";
import type { OpenCondition, Watch, WatchedDevice } from "../watch/state.ts";
import type { LightReason, LightState } from "./light-reasons.ts";
import { freshSign, lastSignOf, type SignOfLife } from "./sign-of-life.ts";

/** Of an open referral: where it has brought somebody, and since when it is open. */
export interface TransferNow {
  readonly kind: "leaving" | "away" | "back" | "unknown";
  readonly since?: EpochMs;
}

/** All that the light rests on. */
export interface LightSituation {
  /** Undefined: there is none, or it is damaged. */
  readonly watch: Watch | undefined;
  readonly isWatchUnreadable?: boolean;
  /** The resident's alerts, closed ones too; the index may lag, so that the watch is asked as well. */
  readonly alerts: readonly Alert[];
  /** Some alerts could not be read. */
  readonly areAlertsUnreadable?: boolean;
  readonly transfer: TransferNow | undefined;
  readonly plan: MonitoringPlan;
  readonly now: EpochMs;
}

/** The light 平安灯 of a resident. */
export interface Light {
  readonly state: LightState;
  readonly reason: LightReason;
  /** Since when it is so, as far as records tell. */
  readonly since?: EpochMs;
  /** The newest sign of life that there is; of a light that is `well`, the one on which it rests. */
  readonly sign?: SignOfLife;
  /** Of an alert that decides: which. */
  readonly alertId?: string;
  /** Devices that matter and are not heard now. */
  readonly silent: readonly WatchedDevice[];
  /** From then on it has to be judged anew before it is shown. */
  readonly validUntil: EpochMs;
}

/** How long a light may be shown without asking again; a page reads more often. */
export const lightHoldsMs = 2 * minute;

/** Used now and then: that they are not heard leaves nobody unwatched. */
const usedNowAndThen: ReadonlySet<DeviceKind> = new Set(["spot-check-monitor", "scale"]);

/** About the person: neither about a device nor about what houses have to do. */
export function isAboutPerson(kind: AlertKind): boolean {
  return !isTechnical(kind) && !isOutsideWatch(kind);
}

/**
 * The light of somebody in care. What is urgent comes first; then what staff see to; then whether anybody is listening at
 * all; `well` is what is left when fresh signs of life are there, every device that matters is heard, and nothing about
 * the person is open. Whatever is not certain is not well.
 */
export function lightOf(situation: LightSituation): Light {
  const { watch, transfer, now } = situation;
  const silent = watch === undefined ? [] : silentDevices(watch, now);
  const sign = watch === undefined ? undefined : lastSignOf(watch, now);
  const head = { ...(sign !== undefined && { sign }), silent, validUntil: now + lightHoldsMs };
  const open = openOf(situation);

  const urgent = open.filter(({ isUrgent, raisedAt }) => isUrgent && !isBeforeAway(raisedAt, transfer));
  if (urgent.length > 0) return { ...head, state: "emergency", reason: "alert-urgent", ...first(urgent) };
  if (transfer?.kind === "away")
    return { ...head, state: "looked-after", reason: "away", ...sinceField(transfer.since) };
  const toSee = open.filter(({ isOver }) => !isOver);
  if (toSee.length > 0) return { ...head, state: "looked-after", reason: "alert-open", ...first(toSee) };
  if (open.length > 0) return { ...head, state: "looked-after", reason: "alert-cleared", ...first(open) };
  if (transfer?.kind === "leaving")
    return { ...head, state: "looked-after", reason: "leaving", ...sinceField(transfer.since) };

  const unwatched = unwatchedBecause(situation, sign);
  if (unwatched !== undefined) return { ...head, state: "not-monitored", ...unwatched };
  if (transfer !== undefined) {
    const reason = transfer.kind === "back" ? "back" : "transfer-unknown";
    return { ...head, state: "looked-after", reason, ...sinceField(transfer.since) };
  }
  if (silent.length > 0) {
    const since = Math.min(...silent.map((device) => device.lastHeardAt ?? device.since));
    return { ...head, state: "looked-after", reason: "partly-monitored", since };
  }
  const fresh = watch === undefined ? undefined : freshSign(watch, now);
  if (watch === undefined || fresh === undefined) return { ...head, state: "not-monitored", reason: "signs-old" };
  const { until, ...by } = fresh;
  return {
    ...head,
    state: "well",
    reason: "fresh-signs",
    ...sinceField(calmSince(situation)),
    sign: by,
    validUntil: Math.min(head.validUntil, until, ...watch.devices.filter(matters).map(silentFrom)),
  };
}

interface OpenMatter {
  readonly alertId: string;
  readonly raisedAt: EpochMs;
  readonly isUrgent: boolean;
  readonly isOver: boolean;
}

/** What is open about the person: by the alerts, and by the watch, whose word is never behind. */
function openOf({ alerts, watch, now }: LightSituation): readonly OpenMatter[] {
  const found = new Map<string, OpenMatter>();
  for (const alert of alerts) {
    if (alert.closedAt !== undefined || !isAboutPerson(alert.kind)) continue;
    const isOver = alert.condition === "cleared";
    const isUrgent = alert.priority === "high" && !isOver && !isShelfOn(alert.shelved, now);
    found.set(alert.id, { alertId: alert.id, raisedAt: alert.raisedAt, isUrgent, isOver });
  }
  const conditions = Object.entries(watch?.open ?? {}) as [AlertKind, OpenCondition][];
  for (const [kind, { alertId, raisedAt, priority, clearedAt, resolvedAt }] of conditions) {
    if (!isAboutPerson(kind) || found.has(alertId)) continue;
    // Closed by a person while it goes on is nothing urgent, and not well either.
    const isOver = clearedAt !== undefined || resolvedAt !== undefined;
    const isUrgent = priority === "high" && !isOver && !isShelfOn(watch?.shelves?.[kind], now);
    found.set(alertId, { alertId, raisedAt, isUrgent, isOver });
  }
  return [...found.values()];
}

/** It was known when they went to the hospital, which is there for it. */
function isBeforeAway(raisedAt: EpochMs, transfer: TransferNow | undefined): boolean {
  return transfer?.kind === "away" && transfer.since !== undefined && raisedAt <= transfer.since;
}

/** Why nobody could tell that something happens now; undefined: somebody could. */
function unwatchedBecause(
  { watch, isWatchUnreadable, areAlertsUnreadable, plan, now }: LightSituation,
  sign: SignOfLife | undefined,
): Pick<Light, "reason" | "since"> | undefined {
  if (isWatchUnreadable === true || areAlertsUnreadable === true) return { reason: "unreadable" };
  if (watch === undefined || watch.devices.length === 0) return { reason: "no-device", ...sinceField(sign?.at) };
  if (isFromFuture(watch, now)) return { reason: "clock-set-back" };
  const monitoring = monitoringOf(watch, now);
  if (monitoring.state === "unmonitored") return { reason: "no-signal", ...sinceField(monitoring.since) };
  if (!judgesAnything(plan)) return { reason: "no-plan" };
  if (sign === undefined) return { reason: "no-signs" };
  if (freshSign(watch, now) === undefined) return { reason: "signs-old", since: sign.at };
  return undefined;
}

/** A plan in which everything is switched off watches nobody. */
function judgesAnything({ limits, bedExit, inactivity }: MonitoringPlan): boolean {
  return Object.keys(limits).length > 0 || bedExit !== undefined || inactivity !== undefined;
}

function silentDevices({ devices }: Watch, now: EpochMs): readonly WatchedDevice[] {
  return devices.filter((device) => matters(device) && (device.lastHeardAt === undefined || isSilent(device, now)));
}

function matters({ kind }: WatchedDevice): boolean {
  return !usedNowAndThen.has(kind);
}

/** Nothing was open since the last alert was closed; an alert of a device counts too, since nobody listened then. */
function calmSince({ alerts, now }: LightSituation): EpochMs | undefined {
  const closed = alerts.flatMap(({ closedAt, kind }) =>
    closedAt !== undefined && closedAt <= now && !isOutsideWatch(kind) && kind !== "low-battery" ? [closedAt] : [],
  );
  return closed.length === 0 ? undefined : Math.max(...closed);
}

function first(open: readonly OpenMatter[]): Pick<Light, "since" | "alertId"> {
  const [oldest] = open.toSorted((a, b) => a.raisedAt - b.raisedAt);
  return oldest === undefined ? {} : { since: oldest.raisedAt, alertId: oldest.alertId };
}

function sinceField(since: EpochMs | undefined): { readonly since?: EpochMs } {
  return since === undefined ? {} : { since };
}
