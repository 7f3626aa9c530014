import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { useSpeech, useWords } from "../words/language.tsx";
import { callChainWords } from "./call-chain-words.ts";
import classes from "./escalation.module.css";
import { escalationWords } from "./escalation-words.ts";
import { newKey, type RuleDraft, type StepDraft } from "./policy-draft.ts";
import { StepEditor } from "./step-editor.tsx";
import type { useCallees } from "./use-callees.ts";

const priorities = ["high", "medium", "low"] as const;
const abouts = ["both", "person", "device"] as const;

interface RuleEditorProps {
  readonly rule: RuleDraft;
  readonly at: number;
  readonly faults: Faults;
  readonly callees: ReturnType<typeof useCallees>;
  readonly change: (change: Partial<RuleDraft>) => void;
  readonly remove: () => void;
  readonly up?: () => void;
}

/** One rule: for which alerts at which time of the day, its steps, how it repeats. What is wrong stands at its place. */
export function RuleEditor({ rule, at, faults, callees, change, remove, up }: RuleEditorProps) {
  const words = useWords(escalationWords);
  const chain = useWords(callChainWords);
  const { words: general, say } = useSpeech();
  const pointer = `/rules/${at}`;
  const fault = (name: string) => {
    const found = faultAt(faults, `${pointer}/${name}`);
    return found === undefined ? {} : { fault: found };
  };
  const own = faults[pointer] ?? faults[`${pointer}/steps`];
  const setStep = (n: number, part: Partial<StepDraft>) =>
    change({ steps: rule.steps.map((step, i) => (i === n ? { ...step, ...part } : step)) });
  const text =
    (name: "from" | "until" | "repeatMinutes" | "onSiteMinutes", type: "time" | "text") => (ties: object) => (
      <input
        {...ties}
        className={formClasses.control}
        type={type}
        inputMode={type === "text" ? "decimal" : undefined}
        value={rule[name]}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      />
    );
  return (
    <fieldset className={classes.rule}>
      <legend className={classes.legend}>{words.rule(at + 1)}</legend>
      <div className={classes.tools}>
        {up !== undefined && (
          <Button aria-label={words.moveUp(at + 1)} onClick={up}>
            ↑ {words.up}
          </Button>
        )}
        <Button onClick={remove}>{words.removeRule(at + 1)}</Button>
      </div>
      {own !== undefined && (
        <p className={formClasses.fault} tabIndex={-1} aria-invalid="true">
          {say(own)}
        </p>
      )}
      <div className={formClasses.fields}>
        <Field label={words.priority} {...fault("priority")}>
          {(ties) => (
            <Select
              {...ties}
              value={rule.priority}
              change={(priority) => change({ priority: priority as RuleDraft["priority"] })}
              choices={priorities.map((value) => ({ value, label: general.priorities[value] }))}
            />
          )}
        </Field>
        <Field label={words.aboutLabel} {...fault("about")}>
          {(ties) => (
            <Select
              {...ties}
              value={rule.about}
              change={(about) => change({ about: about as RuleDraft["about"] })}
              choices={abouts.map((value) => ({ value, label: value === "both" ? chain.both : chain.about[value] }))}
            />
          )}
        </Field>
        <Field label={words.dailyFrom} hint={words.dailyHint} {...fault("daily/from")}>
          {text("from", "time")}
        </Field>
        <Field label={words.dailyUntil} {...fault("daily/until")}>
          {text("until", "time")}
        </Field>
      </div>
      <ol className={classes.steps}>
        {rule.steps.map((step, n) => (
          <li key={step.key}>
            <StepEditor
              step={step}
              number={n + 1}
              pointer={`${pointer}/steps/${n}`}
              faults={faults}
              callees={callees}
              change={(part) => setStep(n, part)}
              {...(rule.steps.length > 1 && {
                remove: () => change({ steps: rule.steps.filter((_, i) => i !== n) }),
              })}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          onClick={() =>
            change({
              steps: [
                ...rule.steps,
                {
                  key: newKey(),
                  afterMinutes: "",
                  call: rule.steps.at(-1)?.call ?? [],
                  channels: undefined,
                },
              ],
            })
          }
        >
          {words.addStep}
        </Button>
      </div>
      <div className={formClasses.fields}>
        <Field label={words.repeatEvery} hint={words.repeatHintRule} {...fault("repeatEverySeconds")}>
          {text("repeatMinutes", "text")}
        </Field>
        <Field label={words.onSiteWithin} hint={words.onSiteHint} {...fault("onSiteWithinSeconds")}>
          {text("onSiteMinutes", "text")}
        </Field>
      </div>
    </fieldset>
  );
}
