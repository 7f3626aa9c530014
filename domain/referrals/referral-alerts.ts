import type { Actor, Alert, AlertKind, AlertPriority, TimelineEntry } from "../alerts/alert.ts";
import { raiseAlert } from "../alerts/handling.ts";
import { advanced } from "../alerts/next-version.ts";
import { endShelf } from "../alerts/shelving.ts";
import { boundedTimeline } from "../alerts/timeline.ts";
import { beginEscalation, quiet } from "../escalation/plan.ts";
import type { EpochMs } from "../model/time.ts";
import { isToSend } from "./asked-house.ts";
import { papersDueAt } from "./papers-due.ts";
import { type Referral, stageOf } from "./referral.ts";
import { askedPriority, isAnswerState } from "./urgency.ts";

/** Somebody is expected at once: whoever acknowledges it has seen it for the receiving desk. */
export function incomingAlert(referral: Referral, facilityId: string, now: EpochMs): Alert {
  return raised("referral-incoming", "high", referral, facilityId, now);
}

/**
 * Whether a person may end it with this word. An alert that announces somebody is open as long as they are on their way: it
 * ends with the arrival, the cancelling, or when another house takes them in. Called a mistake or a test by whoever did not
 * look it would call nobody any more, and the house that sent them would never know; that it was real, somebody has seen.
 */
export function mayEndAs({ kind, closedAt }: Pick<Alert, "kind" | "closedAt">, outcome: Alert["outcome"]): boolean {
  return kind !== "referral-incoming" || closedAt !== undefined || outcome === "real";
}

/** A stage is not over in time: the house whose part it is is called, as for any other alert. */
export function lateAlert(
  referral: Referral,
  facilityId: string,
  now: EpochMs,
  responsible: { readonly house?: string; readonly owner?: string } = {},
): Alert {
  return raised("referral-late", latePriority(referral), referral, facilityId, now, responsible);
}

/** The papers that an emergency left for later are late: said by day to the house whose word they are. */
export function latePapersAlert(
  referral: Referral,
  facilityId: string,
  now: EpochMs,
  responsible: { readonly house?: string; readonly owner?: string },
): Alert {
  return raised("referral-papers", "low", referral, facilityId, now, { ...responsible, about: "papers" });
}

/** For long nobody takes somebody back: said by day to the managers of both houses, each by an alert of its own. */
export function untakenAlert(
  referral: Referral,
  facilityId: string,
  now: EpochMs,
  responsible: { readonly house?: string; readonly owner?: string },
): Alert {
  return raised("referral-untaken", "low", referral, facilityId, now, responsible);
}

/**
 * A house is asked, and has time to answer: to acknowledge it means to have seen it. Once it is late, that is said instead. Of
 * whom somebody said how soon they have to be seen, it is as loud as that; who is to be sent at once is a high one; else a
 * message.
 */
export function askedAlert(referral: Referral, facilityId: string, now: EpochMs): Alert {
  const { state, urgency } = referral;
  const pressing = urgency !== undefined && isAnswerState(state) ? askedPriority[urgency] : "low";
  const priority = isToSend(referral) ? "high" : pressing;
  return raised("referral-asked", priority, referral, facilityId, now);
}

/** The house that sent somebody is told that nobody at the hospital answers. */
export function unansweredAlert(referral: Referral, senderId: string, now: EpochMs): Alert {
  return raised("referral-unanswered", "high", referral, senderId, now);
}

/** The house that cares for the person is told that another one, or time, ended the case, or that they are elsewhere: what follows is theirs to decide. */
export function endToldAlert(referral: Referral, now: EpochMs): Alert {
  const isGrave = referral.state === "died" || referral.state === "away";
  return raised("referral-ended", isGrave ? "medium" : "low", referral, referral.originId, now);
}

function latePriority({ mode, state, urgency }: Pick<Referral, "mode" | "state" | "urgency">): AlertPriority {
  if (urgency === "stat" && isAnswerState(state)) return "high";
  if (state === "follow-up-due") return "low";
  if (state === "away") return "medium";
  return mode === "green-channel" && state !== "ready-for-down" && state !== "down-accepted" ? "high" : "medium";
}

/** The case has gone on: nobody needs to be called any more. One that a person closed stays as they did. */
export function endedAlert(alert: Alert, now: EpochMs): Alert {
  if (alert.closedAt !== undefined) return alert;
  const step = { outcome: "cleared-by-rule", closedAt: now, escalation: quiet(alert.escalation) } as const;
  return advanced(alert, "close", step, { at: now, what: "closed" });
}

/**
 * The person has a further emergency: whoever is to expect them is called from the first step, also where somebody had
 * answered the first call or asked for silence. One that a person closed stays as they did. `departmentIds`: those that are
 * called first from now on.
 */
export function calledAgainAlert(
  alert: Alert,
  now: EpochMs,
  reason: Alert["reason"] = alert.reason,
  departmentIds: readonly string[] | undefined = alert.departmentIds,
): Alert {
  const { version } = alert;
  const awake = { ...(alert.shelved === undefined ? alert : endShelf(alert, now)), version };
  const step = {
    calledAgainInVersion: version + 1,
    escalation: beginEscalation(alert.escalation, now),
    reason,
    ...(departmentIds !== undefined && { departmentIds }),
  };
  return advanced(awake, "call-again", step, { at: now, what: "active-again" });
}

/** The alert from which a case was called tells how far it has come, open or closed. */
export function toldAlert(
  alert: Alert,
  { id, state }: Pick<Referral, "id" | "state">,
  {
    house,
    by,
    at,
    isUnanswered,
    isAnswered,
  }: {
    readonly house: string;
    readonly by: Actor | undefined;
    readonly at: EpochMs;
    readonly isUnanswered: boolean;
    readonly isAnswered: boolean;
  },
): Alert {
  const entry: TimelineEntry = {
    at,
    what: "referral",
    ...(by !== undefined && { by: by.name, byId: by.id }),
    referral: { id, state, house, ...(isUnanswered && { isUnanswered }), ...(isAnswered && { isAnswered }) },
  };
  return { ...alert, timeline: boundedTimeline([...alert.timeline, entry]), version: alert.version + 1 };
}

/** An alert of a house that is raised, with the departments there that are called before the others; none: all at once. */
export function forDepartments(alert: Alert, departmentIds: readonly string[]): Alert {
  return departmentIds.length === 0 ? alert : { ...alert, departmentIds };
}

const idParts = {
  "referral-incoming": "in",
  "referral-late": "late",
  "referral-asked": "ask",
  "referral-unanswered": "un",
  "referral-ended": "end",
  "referral-papers": "papers",
  "referral-untaken": "untaken",
} as const satisfies Partial<Record<AlertKind, string>>;

/** The call of the desk that began with a step, of which there is one where somebody was expected from then on. */
export function incomingIdOf({
  referralId,
  version,
}: {
  readonly referralId: string;
  readonly version: number;
}): string {
  return alertIdOf("referral-incoming", referralId, version);
}

function alertIdOf(kind: keyof typeof idParts, referralId: string, version: number): string {
  return `${referralId}-${idParts[kind]}-${version}`;
}

/** Of what is late, until when it was to be over. */
const saysDue: readonly AlertKind[] = ["referral-late", "referral-papers", "referral-untaken"];

function raised(
  kind: keyof typeof idParts,
  priority: AlertPriority,
  referral: Referral,
  facilityId: string,
  now: EpochMs,
  said: { readonly house?: string; readonly owner?: string; readonly about?: "papers" } = {},
): Alert {
  const { id, residentId, direction, mode, state, version } = referral;
  const { at: sinceMs, dueAt: stageDueAt } = stageOf(referral);
  const dueAt = said.about === "papers" ? papersDueAt(referral) : stageDueAt;
  const reason = {
    code: "referral",
    referralId: id,
    direction,
    mode,
    state,
    sinceMs,
    ...(saysDue.includes(kind) && dueAt !== undefined && { dueMs: dueAt }),
    ...said,
  } as const;
  const alertId = `${alertIdOf(kind, id, version)}${kind === "referral-untaken" ? `-${facilityId}` : ""}`;
  return raiseAlert({ kind, priority, reason, inputs: [], alertId }, { id: residentId, facilityId }, now);
}
