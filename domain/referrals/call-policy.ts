import type { AlertKind } from "../alerts/alert.ts";
import type { Callee, EscalationPolicy, EscalationRule } from "../escalation/policy.ts";
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

/**
 * Whom a house calls for a referral: the desk and those who treat, then its groups and its manager. It is not the
 * facility's policy for the bedside: nobody has to be on site in five minutes, and a hospital's policy may call carers.
 * Whoever acknowledges ends the calls; a stage that is still late later calls anew (late.ts). Who has only seen that they are asked is reminded by that, and not before.
 */
export function referralCallPolicy(facilityId: string, kind?: AlertKind): EscalationPolicy {
  return { facilityId, rules: [high, medium, kind === "referral-asked" ? asked : low], version: 0 };
}
