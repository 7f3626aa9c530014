import type { EscalationRuleView } from "../../contracts/http/escalation.ts";
import { useLabels } from "../office/labels.ts";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { span } from "../words/time-words.ts";
import classes from "./call-chain.module.css";
import { callChainWords } from "./call-chain-words.ts";
import type { useCallees } from "./use-callees.ts";

interface RuleTextProps {
  readonly rule: EscalationRuleView;
  readonly number: number;
  readonly callees: ReturnType<typeof useCallees>;
}

/** A rule to be read: when it holds, whom it calls after what time. */
export function RuleText({ rule, number, callees }: RuleTextProps) {
  const words = useWords(callChainWords);
  const labels = useLabels();
  const { words: general, language } = useSpeech();
  const length = (seconds: number) => span(seconds * 1000, language);
  return (
    <>
      <h2 className={classes.heading}>
        <PriorityGlyph level={rule.priority} /> {number}.{" "}
        {words.chainOf(
          general.priorities[rule.priority],
          rule.about === undefined ? words.both : words.about[rule.about],
        )}
        {" · "}
        {rule.daily === undefined ? words.allDay : `${rule.daily.from}–${rule.daily.until}`}
      </h2>
      <ol className={classes.steps}>
        {rule.steps.map((step) => (
          <li key={step.afterSeconds} className={classes.step}>
            <span className={classes.after}>
              {step.afterSeconds === 0 ? words.atOnce : words.after(length(step.afterSeconds))}
            </span>
            <span>
              {step.call.map(callees.nameOf).join(general.comma)}
              {step.channels !== undefined && (
                <span className={classes.muted}>
                  {" "}
                  （{step.channels.map((channel) => labels.channels[channel]).join(general.comma)}）
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className={classes.muted}>
        {rule.repeatEverySeconds === undefined ? words.once : words.repeats(length(rule.repeatEverySeconds))}
        {rule.onSiteWithinSeconds !== undefined && `${general.clause}${words.onSite(length(rule.onSiteWithinSeconds))}`}
      </p>
    </>
  );
}
