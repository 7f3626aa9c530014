import { useState } from "react";
import { type EscalationPolicyView, escalationPolicy } from "../../contracts/http/escalation.ts";
import { type Answer, ask } from "../data/api.ts";
import { Panel } from "../office/office-page.tsx";
import { Button } from "../parts/button.tsx";
import { faultAt } from "../parts/form/faults.ts";
import formClasses from "../parts/form/form.module.css";
import { ConfirmedButton, FormRefusal } from "../parts/form/form.tsx";
import { formWords } from "../parts/form/form-words.ts";
import { useForm } from "../parts/form/use-form.ts";
import { problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { dutyWords } from "./duty-words.ts";
import classes from "./escalation.module.css";
import { escalationWords } from "./escalation-words.ts";
import { draftOf, newKey, type RuleDraft, rulesOf, unreadableIn } from "./policy-draft.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleText } from "./rule-text.tsx";
import type { useCallees } from "./use-callees.ts";

interface PolicyEditorProps {
  readonly path: string;
  readonly policy: EscalationPolicyView;
  readonly callees: ReturnType<typeof useCallees>;
  readonly cancel: () => void;
  readonly done: () => void;
}

/** Changes the rules of a facility; nothing holds before it is saved, and the default can be had back. */
export function PolicyEditor({ path, policy, callees, cancel, done }: PolicyEditorProps) {
  const words = useWords(escalationWords);
  const duty = useWords(dutyWords);
  const common = useWords(formWords);
  const { version } = policy;
  const speech = useSpeech();
  const [toDefault, setToDefault] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<{ readonly rules: readonly RuleDraft[] }, EscalationPolicyView>({
    initial: { rules: draftOf(policy.rules) },
    check: ({ rules }) =>
      Object.fromEntries(
        unreadableIn(rules).map((at) => [
          at,
          at.includes("/daily/")
            ? { zh: formWords.zh.notATime, en: formWords.en.notATime }
            : { zh: escalationWords.zh.notANumber, en: escalationWords.en.notANumber },
        ]),
      ),
    send: ({ rules }): Promise<Answer<EscalationPolicyView>> =>
      ask(path, escalationPolicy, { version, rules: rulesOf(rules) }),
    done,
  });
  const { rules } = form.values;
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const toggle = (key: number) =>
    setOpened((before) =>
      before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
    );
  const isOpen = ({ key }: RuleDraft, at: number) =>
    opened.has(key) || faultAt(form.faults, `/rules/${at}`) !== undefined;
  const setRule = (at: number, change: Partial<RuleDraft>) =>
    form.set({ rules: rules.map((rule, n) => (n === at ? { ...rule, ...change } : rule)) });

  async function backToDefault(): Promise<void> {
    setToDefault(true);
    setRefusal(undefined);
    const answer = await ask(path, escalationPolicy, { version, rules: null });
    setToDefault(false);
    if (answer.kind === "answer") done();
    else setRefusal(problemText(answer.problem, speech));
  }

  return (
    <form className={formClasses.form} aria-label={duty.escalation} noValidate onSubmit={(event) => form.submit(event)}>
      <ol className={classes.rules}>
        {rules.map((rule, at) => (
          <li key={rule.key}>
            {!isOpen(rule, at) && (
              <Panel>
                {rulesOf([rule]).map((shown) => (
                  <RuleText key={rule.key} rule={shown} number={at + 1} callees={callees} />
                ))}
                <div>
                  <Button aria-label={words.editRule(at + 1)} onClick={() => toggle(rule.key)}>
                    {words.edit}
                  </Button>
                </div>
              </Panel>
            )}
            {isOpen(rule, at) && (
              <RuleEditor
                rule={rule}
                at={at}
                faults={form.faults}
                callees={callees}
                change={(change) => setRule(at, change)}
                remove={() => form.set({ rules: rules.filter((_, n) => n !== at) })}
                {...(at > 0 && {
                  up: () => form.set({ rules: rules.with(at, rules[at - 1] as RuleDraft).with(at - 1, rule) }),
                })}
              />
            )}
          </li>
        ))}
      </ol>
      <div className={formClasses.actions}>
        <Button
          onClick={() => {
            const key = newKey();
            toggle(key);
            form.set({
              rules: [
                ...rules,
                {
                  key,
                  priority: "medium",
                  about: "both",
                  from: "",
                  until: "",
                  steps: [
                    {
                      key: newKey(),
                      afterMinutes: "0",
                      call: [{ kind: "on-duty", role: "carer" }],
                      channels: undefined,
                    },
                  ],
                  repeatMinutes: "15",
                  onSiteMinutes: "",
                },
              ],
            });
          }}
        >
          {words.addRule}
        </Button>
        {!policy.isDefault && (
          <ConfirmedButton
            label={words.toDefault}
            question={words.toDefaultQuestion}
            disabled={toDefault}
            act={() => void backToDefault()}
          />
        )}
      </div>
      {refusal !== undefined && (
        <p className={formClasses.refusal} role="alert">
          {refusal}
        </p>
      )}
      <FormRefusal form={form} />
      <div className={`${formClasses.actions} ${classes.bottom}`}>
        <Button type="submit" look="primary" disabled={form.isSending}>
          {form.isSending ? common.saving : common.save}
        </Button>
        <Button look="quiet" onClick={cancel}>
          {common.cancel}
        </Button>
        {form.isDirty && <span className={formClasses.unsaved}>{common.unsaved}</span>}
      </div>
    </form>
  );
}
