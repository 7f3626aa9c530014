import type { AlertKind } from "../alerts/alert.ts";
import type { Callee, EscalationPolicy, EscalationRule, EscalationStep } from "../escalation/policy.ts";
import { day, minute, second } from "../model/time.ts";

function onDuty(
  ...roles: readonly ("nurse" | "doctor" | "referral-coordinator" | "facility-manager" | "carer")[]
): readonly Callee[] {
  return roles.map((role) => ({ kind: "on-duty", role }));
}

const groups: Callee = { kind: "all-channels" };

const high: EscalationRule = {
  priority: "high",
  steps: [
    { afterMs: 0, call: onDuty("referral-coordinator", "nurse", "doctor") },
    { afterMs: 60 * second, call: [...onDuty("referral-coordinator", "nurse", "doctor"), groups] },
    { afterMs: 3 * minute, call: [...onDuty("referral-coordinator", "nurse", "doctor", "facility-manager"), groups] },
  ],
  repeatEveryMs: 3 * minute,
};
const medium: EscalationRule = {
  priority: "medium",
  steps: [
    { afterMs: 0, call: onDuty("referral-coordinator", "nurse") },
    { afterMs: 30 * minute, call: [...onDuty("referral-coordinator", "doctor"), groups] },
    { afterMs: 60 * minute, call: onDuty("referral-coordinator", "facility-manager") },
  ],
  repeatEveryMs: 120 * minute,
};
const low: EscalationRule = {
  priority: "low",
  daily: { from: 7 * 60, until: 22 * 60 },
  steps: [{ afterMs: 0, call: onDuty("referral-coordinator", "nurse", "doctor"), channels: ["web-push"] }],
};

/** A question that can wait: the desk, later the doctors; never at night and never more than a message. */
const asked: EscalationRule = {
  priority: "low",
  daily: { from: 7 * 60, until: 22 * 60 },
  steps: [
    { afterMs: 0, call: onDuty("referral-coordinator", "nurse"), channels: ["web-push"] },
    { afterMs: 30 * minute, call: onDuty("referral-coordinator", "doctor"), channels: ["web-push"] },
  ],
  onSiteWithinMs: day,
};

/** Papers that are late: whoever may complete them, by day and never more than a message. */
const papers: EscalationRule = {
  priority: "low",
  daily: { from: 7 * 60, until: 22 * 60 },
  steps: [
    { afterMs: 0, call: onDuty("referral-coordinator", "doctor"), channels: ["web-push"] },
    { afterMs: 30 * minute, call: onDuty("nurse", "facility-manager"), channels: ["web-push"] },
  ],
  onSiteWithinMs: day,
};

/** What is to become of a case that nobody deals with is the manager's to say. */
const untaken: EscalationRule = {
  ...papers,
  steps: [{ afterMs: 0, call: onDuty("facility-manager", "referral-coordinator"), channels: ["web-push"] }],
};

/** A question that presses: as loud as its priority, but whoever has seen it has time to answer and is on site nowhere. */
function seen(rule: EscalationRule): EscalationRule {
  return { ...rule, onSiteWithinMs: day };
}

/**
 * Whom a house calls for a referral: the desk and those who treat, then its groups and its manager. It is not the
 * facility's policy for the bedside: nobody has to be on site in five minutes, and a hospital's policy may call carers.
 * Where departments are named, the first call is theirs alone, of all who work there; from the second on it is the whole
 * house's, with everybody whom the first one would have called there (recipients.ts: at once, where nobody of them is on duty).
 * Whoever acknowledges ends the calls; a stage that is still late later calls anew (late.ts). Who has only seen that they are asked is reminded by that, and not before.
 */
export function referralCallPolicy(
  facilityId: string,
  kind?: AlertKind,
  departmentIds: readonly string[] = [],
): EscalationPolicy {
  const rules = kind === "referral-asked" ? [seen(high), seen(medium), asked] : [high, medium, lowOf(kind)];
  return { facilityId, rules: rules.map((rule) => departmentsFirst(rule, departmentIds)), version: 0 };
}

function lowOf(kind: AlertKind | undefined): EscalationRule {
  if (kind === "referral-papers") return papers;
  return kind === "referral-untaken" ? untaken : low;
}

/** How long the departments have where nobody else would be called after them. */
const departmentsHaveMs = 30 * minute;

function departmentsFirst(rule: EscalationRule, departmentIds: readonly string[]): EscalationRule {
  const [first, ...after] = rule.steps;
  if (first === undefined || departmentIds.length === 0) return rule;
  const departments = { ids: departmentIds, call: onDuty("referral-coordinator", "nurse", "doctor") };
  return { ...rule, steps: [{ ...first, departments }, ...withHouse(first, after)] };
}

/** The steps after the first one: whom it would have called is called by the next one too, or by a step of their own before that. */
function withHouse(first: EscalationStep, after: readonly EscalationStep[]): readonly EscalationStep[] {
  const [second] = after;
  if (second === undefined) return [{ ...first, afterMs: first.afterMs + departmentsHaveMs }];
  if (first.channels === undefined && first.call.every((callee) => isAmong(callee, second.call))) return after;
  return [{ ...first, afterMs: (first.afterMs + second.afterMs) / 2 }, ...after];
}

function isAmong(callee: Callee, others: readonly Callee[]): boolean {
  return others.some((other) => callee.kind === "on-duty" && other.kind === "on-duty" && callee.role === other.role);
}
