import type { EscalationRuleView } from "../../contracts/http/escalation.ts";

type Callee = EscalationRuleView["steps"][number]["call"][number];
type ChannelKind = NonNullable<EscalationRuleView["steps"][number]["channels"]>[number];

/** One step as it is edited: numbers are text until they are sent. */
export interface StepDraft {
  readonly key: number;
  readonly afterMinutes: string;
  readonly call: readonly Callee[];
  /** Absent: all that a person has. */
  readonly channels: readonly ChannelKind[] | undefined;
}

export interface RuleDraft {
  readonly key: number;
  readonly priority: EscalationRuleView["priority"];
  readonly about: "both" | "person" | "device";
  /** Both empty: all day. */
  readonly from: string;
  readonly until: string;
  readonly steps: readonly StepDraft[];
  /** Empty: not repeated. */
  readonly repeatMinutes: string;
  /** Empty: not checked. */
  readonly onSiteMinutes: string;
}

let keys = 0;

/** Names a row of an editor for as long as the page is open. */
export function newKey(): number {
  return keys++;
}

/** `90` seconds are `1.5` minutes. */
export function minutesText(seconds: number | undefined): string {
  return seconds === undefined ? "" : String(Math.round((seconds / 60) * 100) / 100);
}

/** Undefined for what is no number of minutes; whole seconds. */
export function secondsOf(minutes: string): number | undefined {
  const text = minutes.trim();
  return /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 60) : undefined;
}

export function draftOf(rules: readonly EscalationRuleView[]): readonly RuleDraft[] {
  return rules.map(({ priority, about, daily, steps, repeatEverySeconds, onSiteWithinSeconds }) => ({
    key: newKey(),
    priority,
    about: about ?? "both",
    from: daily?.from ?? "",
    until: daily?.until ?? "",
    steps: steps.map(({ afterSeconds, call, channels }) => ({
      key: newKey(),
      afterMinutes: minutesText(afterSeconds),
      call,
      channels,
    })),
    repeatMinutes: minutesText(repeatEverySeconds),
    onSiteMinutes: minutesText(onSiteWithinSeconds),
  }));
}

/** The pointers, below `/rules`, of all that is not the number or time that it should be. */
export function unreadableIn(rules: readonly RuleDraft[]): readonly string[] {
  return rules.flatMap(({ from, until, steps, repeatMinutes, onSiteMinutes }, at) => [
    ...(from === "" && until !== "" ? [`/rules/${at}/daily/from`] : []),
    ...(until === "" && from !== "" ? [`/rules/${at}/daily/until`] : []),
    ...steps.flatMap(({ afterMinutes }, n) =>
      secondsOf(afterMinutes) === undefined ? [`/rules/${at}/steps/${n}/afterSeconds`] : [],
    ),
    ...(repeatMinutes !== "" && secondsOf(repeatMinutes) === undefined ? [`/rules/${at}/repeatEverySeconds`] : []),
    ...(onSiteMinutes !== "" && secondsOf(onSiteMinutes) === undefined ? [`/rules/${at}/onSiteWithinSeconds`] : []),
  ]);
}

/** The rules of the request. */
export function rulesOf(drafts: readonly RuleDraft[]): readonly EscalationRuleView[] {
  return drafts.map(({ priority, about, from, until, steps, repeatMinutes, onSiteMinutes }) => {
    const repeatEverySeconds = secondsOf(repeatMinutes);
    const onSiteWithinSeconds = secondsOf(onSiteMinutes);
    return {
      priority,
      ...(about !== "both" && { about }),
      ...(from !== "" && until !== "" && { daily: { from, until } }),
      steps: steps.map(({ afterMinutes, call, channels }) => ({
        afterSeconds: secondsOf(afterMinutes) ?? 0,
        call: [...call],
        ...(channels !== undefined && channels.length > 0 && { channels: [...channels] }),
      })),
      ...(repeatEverySeconds !== undefined && { repeatEverySeconds }),
      ...(onSiteWithinSeconds !== undefined && { onSiteWithinSeconds }),
    };
  });
}
