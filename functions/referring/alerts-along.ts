import type { Actor, Alert } from "../../domain/alerts/alert.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { alertsOf } from "../../domain/referrals/call-again.ts";
import { calledDepartments } from "../../domain/referrals/called-departments.ts";
import { arePapersOpen } from "../../domain/referrals/papers-due.ts";
import { facilityOf, type Referral } from "../../domain/referrals/referral.ts";
import {
  calledAgainAlert,
  endedAlert,
  forDepartments,
  incomingAlert,
  toldAlert,
} from "../../domain/referrals/referral-alerts.ts";
import { isAwaited, isBeforeArrival, isEnded, isOnward } from "../../domain/referrals/states.ts";
import type { ReferralAction } from "../../domain/referrals/transitions.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { Log } from "../shell/log.ts";
import { askedAlong } from "./asked-house.ts";
import { isNewlyUnanswered, isOver, toldToOrigin } from "./told-to-origin.ts";

interface AlongDeps {
  readonly alerts: Pick<AlertStore, "find" | "listOpen">;
  readonly facilities: Pick<FacilityStore, "find">;
  readonly log: Log;
}

/** Who took a step, and of which house they are; nothing: a rule did. */
export interface StepTaken {
  readonly by?: Actor;
  readonly facilityId?: string;
  readonly action?: ReferralAction;
  readonly isTakenBack?: true;
}

export interface AlertsAlong {
  /** With the alerts that speak for it now. */
  readonly referral: Referral;
  readonly raised: readonly Alert[];
  readonly changed: readonly Alert[];
  /** The alert from which the case was called, with how far it has come. */
  readonly told: readonly Alert[];
}

/**
 * What a step does to the alerts of its case, to be written with it: who was late is not any more, who is expected at once
 * is announced to the desk that expects them, and to no other, and who has to answer is told. `before` undefined: the case
 * begins. `step`: who took it for which house; nothing: a rule.
 */
export async function alertsAlong(
  before: Referral | undefined,
  after: Referral,
  now: EpochMs,
  deps: AlongDeps,
  step: StepTaken = {},
): Promise<AlertsAlong> {
  const { by, facilityId, isTakenBack } = step;
  const { incomingAlertId, lateAlertId, askedAlertId, unanswered, endedAlertId, ...others } = after;
  const { latePapersAlertId, untakenAlertIds, ...bare } = others;
  const keepsPapers = arePapersOpen(after);
  const isStageNew = before === undefined || before.stages !== after.stages;
  const hasMoved = before === undefined || before.destinationId !== after.destinationId;
  const isExpected = isCalledFor(after);
  const destination = await readHouse(after.destinationId, deps);
  const departmentIds = destination === undefined ? [] : calledDepartments(after, destination);
  const added =
    hasMoved || destination === undefined ? [] : addedTo(calledDepartments(before, destination), departmentIds);
  const isCalledAnew = isCalledAgain(before, after) || added.length > 0;
  const again = isExpected && !hasMoved && isCalledAnew ? await openAlert(incomingAlertId, deps) : undefined;
  const keepsIncoming =
    isExpected && !hasMoved && incomingAlertId !== undefined && (!isCalledAnew || again !== undefined);
  const endsLate = isStageNew || isEnded(after.state);
  const keepsUnanswered = isExpected && !hasMoved;
  const over = [
    endsLate ? lateAlertId : undefined,
    keepsIncoming ? undefined : incomingAlertId,
    unanswered === undefined ? before?.unanswered?.alertId : keepsUnanswered ? undefined : unanswered.alertId,
    isOver(after) ? undefined : endedAlertId,
    keepsPapers ? undefined : latePapersAlertId,
    ...(endsLate ? (untakenAlertIds ?? []) : []),
  ];
  const ended = (await Promise.all(over.map((id) => openAlert(id, deps)))).flatMap((alert) =>
    alert === undefined ? [] : [endedAlert(alert, now)],
  );
  // The desk that answered knows; whom it turned to does not.
  const isAnswered = before?.incomingAlertId !== undefined && again?.handling !== "new";
  const first = isAnswered && added.length > 0 && !isCalledAgain(before, after) ? added : departmentIds;
  const changed = again === undefined ? ended : [...ended, calledAgainAlert(again, now, again.reason, first)];
  const isNew = isExpected && !keepsIncoming && isUsing(destination);
  const incoming = isNew ? forDepartments(incomingAlert(after, after.destinationId, now), first) : undefined;
  const parts = {
    ...(facilityId !== undefined && isTakenBack === undefined && { facilityId }),
    isExpired: step.action === "expire",
    senderId: await senderOf(after, deps),
  };
  const toOrigin = await toldToOrigin(before, after, parts, now, deps);
  const openAsked = await openAlert(askedAlertId, deps);
  const asked = await askedAlong(
    before,
    after,
    facilityId,
    openAsked,
    now,
    (house) => readHouse(house, deps),
    isAskedFor(after) ? added : [],
  );
  const announced = incoming?.id ?? (keepsIncoming ? incomingAlertId : undefined);
  return {
    referral: {
      ...bare,
      ...(announced !== undefined && { incomingAlertId: announced }),
      ...(!endsLate && lateAlertId !== undefined && { lateAlertId }),
      ...(!endsLate && untakenAlertIds !== undefined && { untakenAlertIds }),
      ...(keepsPapers && latePapersAlertId !== undefined && { latePapersAlertId }),
      ...(asked.askedAlertId !== undefined && { askedAlertId: asked.askedAlertId }),
      ...(keepsUnanswered && unanswered !== undefined && { unanswered }),
      ...(isOver(after) && endedAlertId !== undefined && { endedAlertId }),
      ...toOrigin.referral,
    },
    raised: [...(incoming === undefined ? [] : [incoming]), ...asked.raised, ...toOrigin.raised],
    changed: [...changed, ...asked.changed, ...toOrigin.changed],
    told: await toldOf(before, after, { by, at: now }, deps),
  };
}

/** An emergency on the way to a hospital, or to go on to the next: its desk is called. */
function isCalledFor({ mode, direction, state }: Referral): boolean {
  const isOnTheWayUp = direction === "up" && isBeforeArrival(state);
  return mode === "green-channel" && (isOnTheWayUp || (isOnward(state) && isAwaited(state)));
}

/** Somebody is to come in routine: whom the desk turns to is told, and has time. */
function isAskedFor({ mode, direction, state }: Referral): boolean {
  const isToCome = direction === "up" && isBeforeArrival(state) && state !== "declined";
  return mode === "routine" && (isToCome || (isOnward(state) && state !== "onward-declined"));
}

/** The house that sent the person to where they are expected; the home, where nobody there uses the service. */
async function senderOf(after: Referral, deps: AlongDeps): Promise<string> {
  const sender = facilityOf(after, "sender");
  return sender === after.originId || (await hasUsers(sender, deps)) ? sender : after.originId;
}

/** Whoever looks at the alert at home sees how far the person has come; one that cannot be read is left as it is. */
async function toldOf(
  before: Referral | undefined,
  after: Referral,
  step: { readonly by: Actor | undefined; readonly at: EpochMs },
  deps: AlongDeps,
): Promise<readonly Alert[]> {
  const hasMoved = before?.state !== after.state || before.destinationId !== after.destinationId;
  const linked = alertsOf(after);
  const isUnanswered = isNewlyUnanswered(before, after);
  const isAnswered = before?.unanswered !== undefined && after.unanswered === undefined;
  const all = [...new Set([...linked.slice(0, 1), ...linked.slice(-mostTold)])];
  const ids = hasMoved || isUnanswered || isAnswered ? all : calledSince(before, after);
  if (ids.length === 0) return [];
  const alerts = await Promise.all(ids.map((id) => readAlert(id, deps)));
  const house = (await readHouse(after.destinationId, deps))?.name ?? after.destinationId;
  return alerts.flatMap((alert) =>
    alert === undefined ? [] : [toldAlert(alert, after, { ...step, house, isUnanswered, isAnswered })],
  );
}

/** One write takes so many besides the case itself. */
const mostTold = 8;

function addedTo(before: readonly string[], after: readonly string[]): readonly string[] {
  return after.filter((id) => !before.includes(id));
}

function isCalledAgain(before: Referral | undefined, after: Referral): boolean {
  return before !== undefined && before.calledAgain !== after.calledAgain && after.calledAgain !== undefined;
}

function calledSince(before: Referral | undefined, after: Referral): readonly string[] {
  const id = isCalledAgain(before, after) ? after.calledAgain?.at(-1)?.alertId : undefined;
  return id === undefined ? [] : [id];
}

/** One that cannot be read must not keep the case from going on; a person closes it. */
export async function openAlert(
  id: string | undefined,
  deps: { readonly alerts: Pick<AlertStore, "find">; readonly log: Log },
): Promise<Alert | undefined> {
  if (id === undefined) return undefined;
  const alert = await readAlert(id, deps);
  return alert?.closedAt === undefined ? alert : undefined;
}

async function readAlert(id: string, { alerts, log }: Parameters<typeof openAlert>[1]): Promise<Alert | undefined> {
  try {
    return await alerts.find(id);
  } catch (error) {
    log.error("the alert of a referral cannot be read", { alertId: id, error });
    return undefined;
  }
}

/** Whether somebody can be called there: not in an external hospital 协作外院. A house that cannot be read has users. */
export async function hasUsers(facilityId: string, deps: Pick<AlongDeps, "facilities" | "log">): Promise<boolean> {
  return isUsing(await readHouse(facilityId, deps));
}

/** The same of a house that was read; one that could not be has users. */
export function isUsing(house: Pick<Facility, "kind"> | undefined): boolean {
  return house?.kind !== "external-hospital";
}

/** A house of a case; undefined, and logged, where it cannot be read. */
export async function readHouse(
  facilityId: string,
  { facilities, log }: Pick<AlongDeps, "facilities" | "log">,
): Promise<Facility | undefined> {
  try {
    return await facilities.find(facilityId);
  } catch (error) {
    log.error("the facility of a referral cannot be read", { facilityId, error });
    return undefined;
  }
}
