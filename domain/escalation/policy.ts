import type { AlertPriority } from "../alerts/alert.ts";
import type { DutyRole } from "../duty/shift.ts";
import { day, type EpochMs, midnightInShanghai, minute } from "../model/time.ts";
import type { ChannelKind } from "../notify/channel.ts";

/** Whom a step calls: everybody on duty in a role at that time, one person, a group robot or system, or all of those. */
export type Callee =
  | { readonly kind: "on-duty"; readonly role: DutyRole }
  | { readonly kind: "person"; readonly personId: string }
  | { readonly kind: "channel"; readonly channelId: string }
  | { readonly kind: "all-channels" };

export interface EscalationStep {
  /** After the alert was raised or opened again. */
  readonly afterMs: number;
  readonly call: readonly Callee[];
  /** In place of `call` those of `call` here who are on duty in these departments, where one of them can be reached. */
  readonly departments?: { readonly ids: readonly string[]; readonly call: readonly Callee[] };
  /** By which channels persons are called; all that they have when absent. */
  readonly channels?: readonly ChannelKind[];
}

/** What of an alert decides which rule holds for it. */
export interface Concern {
  readonly priority: AlertPriority;
  /** About a device, not about the person. */
  readonly isTechnical: boolean;
}

/** What happens with alerts of one priority during a time of day. */
export interface EscalationRule {
  readonly priority: AlertPriority;
  /** Only alerts about a person, or only technical ones; absent: both. */
  readonly about?: "person" | "device";
  /** Minutes of the day in Asia/Shanghai, `from` inclusive, `until` exclusive; over midnight when `from` > `until`; equal or absent: all day. */
  readonly daily?: { readonly from: number; readonly until: number };
  /** In the order of `afterMs`. */
  readonly steps: readonly EscalationStep[];
  /** The last step again and again at this distance until somebody acknowledges; absent: once. */
  readonly repeatEveryMs?: number;
  /** Acknowledged, but nobody on site by then: the alert is open again and calls from its first step; absent: after an hour. */
  readonly onSiteWithinMs?: number;
}

/** A facility's escalation policy; the first rule that fits an alert's priority and time of day holds. */
export interface EscalationPolicy {
  readonly facilityId: string;
  readonly rules: readonly EscalationRule[];
  readonly version: number;
  /** Somebody went back to the default, as it was then or has become since: `rules` are not those that were stored. */
  readonly isDefault?: true;
  /** Who set it last, and when; absent where nobody ever did. */
  readonly setBy?: string;
  readonly setAt?: EpochMs;
}

/** The rule that holds for an alert at a time; undefined when nobody is to be called then. */
export function ruleFor(policy: EscalationPolicy, concern: Concern, at: EpochMs): EscalationRule | undefined {
  const minuteOfDay = minuteInShanghai(at);
  return policy.rules.find((rule) => isAbout(rule, concern) && holdsAt(rule, minuteOfDay));
}

/** When next a rule holds for an alert for which none holds at `at`; undefined when none ever does. */
export function nextRuleAt(policy: EscalationPolicy, concern: Concern, at: EpochMs): EpochMs | undefined {
  const starts = policy.rules
    .filter((rule) => isAbout(rule, concern))
    .map(({ daily }) => {
      const today = midnightInShanghai(at) + (daily?.from ?? 0) * minute;
      return today > at ? today : today + day;
    });
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** Whether a rule is for such alerts, at some time of the day. */
export function isAbout({ priority, about }: EscalationRule, concern: Concern): boolean {
  if (priority !== concern.priority) return false;
  return about === undefined || (about === "device") === concern.isTechnical;
}

/** Whether a rule holds in that minute of the day in Asia/Shanghai, 0–1439. */
export function holdsAt({ daily }: EscalationRule, minuteOfDay: number): boolean {
  if (daily === undefined || daily.from === daily.until) return true;
  const { from, until } = daily;
  return from < until ? minuteOfDay >= from && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until;
}

/** The minute of the day in Asia/Shanghai, 0–1439. */
function minuteInShanghai(at: EpochMs): number {
  return Math.floor((at - midnightInShanghai(at)) / minute);
}
