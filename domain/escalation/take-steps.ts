import type { StepCalled } from "../alerts/alert.ts";
import { type Alert, isTechnical } from "../alerts/alert.ts";
import { calledAlert, replannedAlert } from "../alerts/calling.ts";
import { reopenAlert } from "../alerts/handling.ts";
import { endShelf } from "../alerts/shelving.ts";
import type { EpochMs } from "../model/time.ts";
import { type Notification, newNotification } from "../notify/notification.ts";
import {
  asOfNow,
  awaitedByPolicy,
  beginEscalation,
  type Escalation,
  type PlannedStep,
  planned,
  quiet,
  takeDueSteps,
} from "./plan.ts";
import type { Concern, EscalationPolicy } from "./policy.ts";
import { type CallContext, type Called, calledBy } from "./recipients.ts";
import { withAnEnd } from "./waiting-for-ever.ts";
import { isWorking } from "./ways.ts";

/** What is due with an alert. */
export type Due =
  | { readonly kind: "nothing" }
  /** Its next version, which calls nobody yet. */
  | { readonly kind: "replanned"; readonly alert: Alert }
  /** Steps are to be taken: {@link takeSteps} says whom they call. */
  | {
      readonly kind: "to-call";
      readonly stored: Alert;
      readonly awake: Alert;
      readonly escalation: Calling;
      readonly after: Escalation;
      readonly steps: readonly PlannedStep[];
    };
type Calling = Extract<Escalation, { kind: "calling" }>;

/** An alert's next version with the calls that are made with it. */
export interface Taken {
  readonly alert: Alert;
  readonly calls: readonly Notification[];
  /** Absent when its calls are only partly written, and the rest is due at once. */
  readonly told?: StepCalled;
  /** By how much the earliest of the steps is late. */
  readonly lateMs?: number;
}

/** As many calls as one write takes together with their alert and its guard. */
const callsAtOnce = 96;
const namesTold = 12;

/** What of an alert decides by which rule it calls. */
export function concernOf({ priority, kind }: Pick<Alert, "priority" | "kind">): Concern {
  return { priority, isTechnical: isTechnical(kind) };
}

/**
 * What is due with an alert: it is given a time where it waits for ever, planned, opened again when nobody came, its shelf or the time of who is there ends, steps are taken; all of it in
 * one next version.
 */
export function dueOf(stored: Alert, policy: EscalationPolicy, now: EpochMs): Due {
  const ending = withAnEnd(stored, now);
  if (stored.closedAt !== undefined || ending === undefined) return { kind: "nothing" };
  const awake = wokenUp(withEscalation(stored, asOfNow(ending, now)), policy, now);
  const escalation = planned(awake.escalation ?? ending, policy, concernOf(awake), now);
  const at = escalation.kind === "calling" ? (escalation.partly?.at ?? now) : now;
  const { steps, escalation: after } = takeDueSteps(escalation, at);
  if (steps.length > 0 && escalation.kind === "calling")
    return { kind: "to-call", stored, awake, escalation, after, steps };
  if (awake === stored && escalation === stored.escalation) return { kind: "nothing" };
  return { kind: "replanned", alert: asNext(stored, replannedAlert(awake, escalation)) };
}

/** Takes the steps that are due: whom they call, as one write takes it. */
export function takeSteps(
  { stored, awake, escalation, after, steps }: Extract<Due, { kind: "to-call" }>,
  context: CallContext,
  now: EpochMs,
): Taken {
  const who = calledBy(steps, awake.priority, context);
  const { at, upTo } = escalation.partly ?? { at: now, upTo: "" };
  const left = callsOf(awake, escalation, who, now)
    .filter(({ id }) => id > upTo)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const calls = left.slice(0, callsAtOnce);
  const last = calls.at(-1);
  if (left.length > calls.length && last !== undefined) {
    const partly = { ...escalation, partly: { at, upTo: last.id } };
    return { alert: asNext(stored, replannedAlert(awake, partly)), calls };
  }
  const told = toldOf(who, after.kind === "calling" ? after.taken : 0);
  return {
    alert: asNext(stored, calledAlert(awake, after, told, now)),
    calls,
    told,
    lateMs: Math.max(0, now - Math.min(...steps.map(({ dueAt }) => dueAt))),
  };
}

/** The alert after what comes before any call: it is opened again, its shelf or the time of who is there ends, or its answer is given its time. */
function wokenUp(alert: Alert, policy: EscalationPolicy, now: EpochMs): Alert {
  const { escalation } = alert;
  if (escalation?.kind === "awaiting") {
    const awaited = awaitedByPolicy(escalation, policy, concernOf(alert));
    const isLate = awaited.dueAt !== undefined && awaited.dueAt <= now;
    return isLate ? goingOn(reopenAlert(alert, now), alert, now) : withEscalation(alert, awaited);
  }
  const isOver = escalation?.kind === "quiet" && escalation.dueAt !== undefined && escalation.dueAt <= now;
  if (!isOver) return alert;
  const woken = alert.handling === "on-site" ? reopenAlert(alert, now) : endShelf(alert, now);
  return goingOn(woken, alert, now);
}

/** An alert whose handling and escalation do not fit would come due for ever: it calls when nobody is on it. */
function goingOn(woken: Alert, before: Alert, now: EpochMs): Alert {
  if (woken !== before) return woken;
  const { handling, escalation } = before;
  return { ...before, escalation: handling === "new" ? beginEscalation(escalation, now) : quiet(escalation) };
}

function withEscalation(alert: Alert, escalation: Escalation): Alert {
  return escalation === alert.escalation ? alert : { ...alert, escalation };
}

/** However many things happened to it, they are one write. */
function asNext(stored: Alert, alert: Alert): Alert {
  return { ...alert, version: stored.version + 1 };
}

/** One call for each person and working channel, and each group; named by the first of the steps that are taken. */
function callsOf(
  alert: Alert,
  { round, taken }: { readonly round: number; readonly taken: number },
  { people, channels }: Called,
  now: EpochMs,
): readonly Notification[] {
  const { id: alertId, residentId, facilityId, priority } = alert;
  const asked = { alertId, residentId, facilityId, priority, round, step: taken + 1 };
  return [
    ...people.flatMap(({ person, ways }) =>
      ways
        .filter(({ state }) => isWorking(state))
        .map(({ channel }) => newNotification({ ...asked, to: { kind: "person", personId: person.id }, channel }, now)),
    ),
    ...channels
      .filter(({ state }) => isWorking(state))
      .map(({ channel }) =>
        newNotification(
          { ...asked, to: { kind: "channel", channelId: channel.id }, channel: channel.settings.kind },
          now,
        ),
      ),
  ];
}

/** Only those who are really called stand on the timeline. */
function toldOf({ people, channels, instead }: Called, step: number): StepCalled {
  const reached = people.filter(({ ways }) => ways.some(({ state }) => isWorking(state)));
  const named = reached.slice(0, namesTold);
  return {
    step,
    people: named.map(({ person }) => person.name),
    channels: channels.filter(({ state }) => isWorking(state)).map(({ channel }) => channel.name),
    ...(reached.length > named.length && { more: reached.length - named.length }),
    ...(instead !== undefined && { instead }),
  };
}
