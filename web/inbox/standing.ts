import type { AlertView } from "../../contracts/http/alerts.ts";

/** Who is at the page, as alerts name people. Without an id nobody signed in, and the name is all there is. */
export interface Self {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

/** Where an alert stands for whoever looks at it. */
export type Standing = "waiting" | "mine" | "others" | "shelved" | "technical";

/** Who is on it: absent while nobody is. */
export function holderName(alert: AlertView): string | undefined {
  if (alert.handling !== "acknowledged" && alert.handling !== "on-site") return undefined;
  const latest = alert.timeline.findLast(({ what }) => what === "acknowledged" || what === "on-site");
  return alert.holder?.name ?? latest?.by;
}

/** Was it given to who has it, who has done nothing about it since? */
export function isHandedOver(alert: AlertView): boolean {
  if (alert.handling !== "acknowledged") return false;
  const steps = ["acknowledged", "on-site", "handed-over"];
  return alert.timeline.findLast(({ what }) => steps.includes(what))?.what === "handed-over";
}

export function isMine(alert: AlertView, self: Self): boolean {
  const name = holderName(alert);
  if (name === undefined) return false;
  if (self.id !== undefined && alert.holder !== undefined) return alert.holder.personId === self.id;
  return name === self.name;
}

/** Does it call nobody now, because somebody said so for a time? */
export function isShelved(alert: AlertView, now: number): boolean {
  return alert.shelved !== undefined && Date.parse(alert.shelved.until) > now;
}

/** About devices and silenced alerts stand apart, whoever has them. */
export function standingOf(alert: AlertView, self: Self, now: number): Standing {
  if (alert.technical) return "technical";
  if (isShelved(alert, now)) return "shelved";
  if (holderName(alert) === undefined) return "waiting";
  return isMine(alert, self) ? "mine" : "others";
}

/** Does it ring here: about a person, unanswered, not silenced? */
export function isCalling(alert: AlertView, now: number): boolean {
  return !alert.technical && alert.handling === "new" && !isShelved(alert, now) && alert.closedAt === undefined;
}

/** What happens next if nobody does anything, with how much of the wait is left: 1 at its beginning, 0 when it is over. */
export interface NextStep {
  readonly kind: "calls" | "repeats" | "reopens";
  readonly leftMs: number;
  readonly fraction: number;
}

/** The next step of the escalation; undefined when nothing more is due. */
export function nextStepOf(alert: AlertView, now: number): NextStep | undefined {
  const { escalation } = alert;
  if (escalation === undefined || alert.closedAt !== undefined) return undefined;
  const reopens = escalation.state === "awaiting";
  const dueText = reopens ? escalation.onSiteBy : escalation.nextAt;
  if (dueText === undefined || escalation.state === "quiet") return undefined;
  const due = Date.parse(dueText);
  const since = waitingSince(alert, due);
  const leftMs = Math.max(0, due - now);
  const whole = due - since;
  const fraction = whole <= 0 ? 0 : Math.min(1, leftMs / whole);
  const isRepetition = escalation.next === undefined && escalation.taken > 0;
  return { kind: reopens ? "reopens" : isRepetition ? "repeats" : "calls", leftMs, fraction };
}

/** When the present wait began: the last thing before its end that called somebody or took them off it. */
function waitingSince(alert: AlertView, due: number): number {
  const beginnings = new Set(["raised", "called", "acknowledged", "reopened", "released", "active-again", "unshelved"]);
  const times = alert.timeline
    .filter(({ what }) => beginnings.has(what))
    .map(({ at }) => Date.parse(at))
    .filter((at) => at < due);
  return Math.max(Date.parse(alert.raisedAt), ...times);
}

/** May it be silenced for a time? A fall, a call for help, smoke, gas and a long lie never are, as the service says. */
export function canBeShelved(alert: AlertView): boolean {
  return alert.closedAt === undefined && alert.shelvable === true;
}
