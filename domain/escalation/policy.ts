import type { AlertPriority } from "../alerts/alert.ts";
import type { DutyRole } from "../duty/shift.ts";
import { type EpochMs, midnightInShanghai, minute } from "../model/time.ts";
import type { ChannelKind } from "../notify/channel.ts";

/** Whom a step calls: everybody on duty in a role at that time, one person, or a group robot or system. */
export type Callee =
  | { readonly kind: "on-duty"; readonly role: DutyRole }
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "channel"; readonly channelId: string };

export interface EscalationStep {
  /** After the alert was raised or opened again. */
  readonly afterMs: number;
  readonly call: readonly Callee[];
  /** By which channels persons are called; all that they have when absent. */
  readonly channels?: readonly ChannelKind[];
}

/** What happens with alerts of one priority during a time of day. */
export interface EscalationRule {
  readonly priority: AlertPriority;
  /** Minutes of the day in Asia/Shanghai, `from` inclusive, `until` exclusive; over midnight when `from` > `until`; equal or absent: all day. */
  readonly daily?: { readonly from: number; readonly until: number };
  /** In the order of `afterMs`. */
  readonly steps: readonly EscalationStep[];
  /** The last step again and again at this distance until somebody acknowledges; absent: once. */
  readonly repeatEveryMs?: number;
  /** Acknowledged, but nobody on site by then: the alert is open again and calls from its first step; absent: never. */
  readonly onSiteWithinMs?: number;
}

/** A facility's escalation policy; the first rule that fits an alert's priority and time of day holds. */
export interface EscalationPolicy {
  readonly facilityId: string;
  readonly rules: readonly EscalationRule[];
  readonly version: number;
  /** Who set it last, and when; absent for the defaults. */
  readonly setBy?: string;
  readonly setAt?: EpochMs;
}

/** The rule that holds for a priority at a time of day; undefined when nobody is to be called. */
export function ruleFor(policy: EscalationPolicy, priority: AlertPriority, at: EpochMs): EscalationRule | undefined {
  const minuteOfDay = Math.floor((at - midnightInShanghai(at)) / minute);
  return policy.rules.find((rule) => rule.priority === priority && holdsAt(rule, minuteOfDay));
}

/** Whether a rule holds in that minute of the day in Asia/Shanghai, 0–1439. */
export function holdsAt({ daily }: EscalationRule, minuteOfDay: number): boolean {
  if (daily === undefined || daily.from === daily.until) return true;
  const { from, until } = daily;
  return from < until ? minuteOfDay >= from && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until;
}
