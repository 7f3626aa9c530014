import type { DutyRole } from "../duty/shift.ts";
import { hour, minute } from "../model/time.ts";
import type { Callee, EscalationPolicy, EscalationRule } from "./policy.ts";

const dayFrom = 7 * 60;
const nightFrom = 22 * 60;
const byDay = { from: dayFrom, until: nightFrom };
const atNight = { from: nightFrom, until: dayFrom };

function onDuty(...roles: readonly DutyRole[]): readonly Callee[] {
  return roles.map((role) => ({ kind: "on-duty", role }));
}

const channels: Callee = { kind: "all-channels" };

/**
 * Whom a facility calls that has set nothing itself. High: acknowledged within 60 s and on site within 5 min are the
 * targets, escalation at 2, 5 and 10 min (reference 7.4, to be confirmed by a clinician), and it never ends by itself;
 * day and night alike. Medium (prompt, reversible harm; reference 7.1) takes longer steps and wakes no manager. Low
 * (awareness) waits for the morning. What concerns a device is routed apart (reference 7.2): whoever is on duty anyway
 * hears of a resident who is no longer watched, and nobody else at night; a battery waits for the morning.
 */
const rules: readonly EscalationRule[] = [
  {
    priority: "high",
    steps: [
      { afterMs: 0, call: onDuty("carer", "nurse") },
      { afterMs: minute, call: [...onDuty("carer", "nurse"), channels] },
      { afterMs: 2 * minute, call: onDuty("carer", "nurse", "doctor") },
      { afterMs: 5 * minute, call: onDuty("carer", "nurse", "doctor", "facility-manager") },
      {
        afterMs: 10 * minute,
        call: [...onDuty("carer", "nurse", "doctor", "referral-coordinator", "facility-manager"), channels],
      },
    ],
    repeatEveryMs: 3 * minute,
    onSiteWithinMs: 5 * minute,
  },
  {
    priority: "medium",
    about: "person",
    daily: byDay,
    steps: [
      { afterMs: 0, call: onDuty("carer") },
      { afterMs: 5 * minute, call: onDuty("carer", "nurse") },
      { afterMs: 15 * minute, call: [...onDuty("carer", "nurse", "doctor"), channels] },
      { afterMs: 30 * minute, call: [...onDuty("carer", "nurse", "doctor", "facility-manager"), channels] },
    ],
    repeatEveryMs: 15 * minute,
    onSiteWithinMs: 15 * minute,
  },
  {
    priority: "medium",
    about: "person",
    daily: atNight,
    steps: [
      { afterMs: 0, call: onDuty("carer") },
      { afterMs: 5 * minute, call: onDuty("carer", "nurse") },
      { afterMs: 15 * minute, call: [...onDuty("carer", "nurse", "doctor"), channels] },
    ],
    repeatEveryMs: 15 * minute,
    onSiteWithinMs: 15 * minute,
  },
  {
    priority: "medium",
    about: "device",
    daily: byDay,
    steps: [
      { afterMs: 0, call: onDuty("carer"), channels: ["web-push"] },
      { afterMs: 15 * minute, call: onDuty("carer", "nurse") },
      { afterMs: hour, call: [...onDuty("carer", "nurse", "facility-manager"), channels] },
    ],
    repeatEveryMs: 2 * hour,
    onSiteWithinMs: 30 * minute,
  },
  {
    priority: "medium",
    about: "device",
    daily: atNight,
    steps: [
      { afterMs: 0, call: onDuty("carer"), channels: ["web-push"] },
      { afterMs: 30 * minute, call: onDuty("carer") },
    ],
    repeatEveryMs: 2 * hour,
    onSiteWithinMs: 30 * minute,
  },
  {
    priority: "low",
    about: "person",
    daily: byDay,
    steps: [
      { afterMs: 0, call: onDuty("carer"), channels: ["web-push"] },
      { afterMs: hour, call: onDuty("carer", "nurse"), channels: ["web-push"] },
    ],
    onSiteWithinMs: hour,
  },
  {
    priority: "low",
    about: "device",
    daily: byDay,
    steps: [{ afterMs: 0, call: onDuty("carer"), channels: ["web-push"] }],
    onSiteWithinMs: hour,
  },
];

/** The policy of a facility that has set none; version 0. */
export function defaultPolicy(facilityId: string): EscalationPolicy {
  return { facilityId, rules, version: 0 };
}
