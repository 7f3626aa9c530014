import type { DutyRole } from "../duty/shift.ts";
import type { Callee, EscalationPolicy } from "../escalation/policy.ts";
import { day } from "../model/time.ts";

/**
 * Whom a house calls for what is to be done with a bed: whose part it is, once it is late the manager too. Nobody is in
 * danger: it is a message, once, and never at night.
 */
export function bedCallPolicy(facilityId: string, roles: readonly DutyRole[], isLate: boolean): EscalationPolicy {
  const all = isLate ? [...new Set([...roles, "facility-manager" as const])] : roles;
  const call = all.map((role): Callee => ({ kind: "on-duty", role }));
  return {
    facilityId,
    version: 0,
    rules: [
      {
        priority: "low",
        daily: { from: 7 * 60, until: 22 * 60 },
        steps: [{ afterMs: 0, call, channels: ["web-push"] }],
        onSiteWithinMs: day,
      },
    ],
  };
}
