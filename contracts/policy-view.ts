import type { EscalationPolicy, EscalationRule, EscalationStep } from "../domain/escalation/policy.ts";
import { minute, second } from "../domain/model/time.ts";
import type { EscalationPolicyView, EscalationRuleView } from "./http/escalation.ts";
import { isoTimeOf } from "./iso-time.ts";

/** A rule as the domain has it: milliseconds and minutes of the day. */
export function ruleOf({
  daily,
  steps,
  repeatEverySeconds,
  onSiteWithinSeconds,
  ...rule
}: EscalationRuleView): EscalationRule {
  const { priority, about } = rule;
  return {
    priority,
    ...(about !== undefined && { about }),
    ...(daily !== undefined && { daily: { from: minuteOf(daily.from), until: minuteOf(daily.until) } }),
    steps: steps.map(
      ({ afterSeconds, call, channels }): EscalationStep => ({
        afterMs: afterSeconds * second,
        call,
        ...(channels !== undefined && { channels }),
      }),
    ),
    ...(repeatEverySeconds !== undefined && { repeatEveryMs: repeatEverySeconds * second }),
    ...(onSiteWithinSeconds !== undefined && { onSiteWithinMs: onSiteWithinSeconds * second }),
  };
}

/** A rule as the API shows and takes it. */
export function ruleView({
  priority,
  about,
  daily,
  steps,
  repeatEveryMs,
  onSiteWithinMs,
}: EscalationRule): EscalationRuleView {
  return {
    priority,
    ...(about !== undefined && { about }),
    ...(daily !== undefined && { daily: { from: clockOf(daily.from), until: clockOf(daily.until) } }),
    steps: steps.map(({ afterMs, call, channels }) => ({
      afterSeconds: secondsOf(afterMs),
      call: [...call],
      ...(channels !== undefined && { channels: [...channels] }),
    })),
    ...(repeatEveryMs !== undefined && { repeatEverySeconds: secondsOf(repeatEveryMs) }),
    ...(onSiteWithinMs !== undefined && { onSiteWithinSeconds: secondsOf(onSiteWithinMs) }),
  };
}

/** The policy that holds, with what was set before. */
export function policyView(
  { rules, version, isDefault, setBy, setAt }: EscalationPolicy,
  history: readonly EscalationPolicy[],
): EscalationPolicyView {
  return {
    rules: rules.map(ruleView),
    version,
    isDefault: version === 0 || isDefault === true,
    ...(setBy !== undefined && { setBy }),
    ...(setAt !== undefined && { setAt: isoTimeOf(setAt) }),
    history: history.map((one) => ({
      version: one.version,
      setBy: one.setBy ?? "",
      setAt: isoTimeOf(one.setAt ?? 0),
      isDefault: one.isDefault === true,
    })),
  };
}

function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function clockOf(minuteOfDay: number): string {
  const at = minuteOfDay * minute;
  return new Date(at).toISOString().slice(11, 16);
}

function secondsOf(ms: number): number {
  return Math.round(ms / second);
}
