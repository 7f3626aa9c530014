import { useLabels } from "../office/labels.ts";
import { Button } from "../parts/button.tsx";
import { type Faults, faultAt } from "../parts/form/faults.ts";
import { Check, Field, Select } from "../parts/form/field.tsx";
import formClasses from "../parts/form/form.module.css";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./escalation.module.css";
import { escalationWords } from "./escalation-words.ts";
import type { StepDraft } from "./policy-draft.ts";
import type { Callee, useCallees } from "./use-callees.ts";

const roles = ["carer", "nurse", "doctor", "referral-coordinator", "facility-manager"] as const;
const personal = ["web-push", "sms", "voice", "email"] as const;

interface StepEditorProps {
  readonly step: StepDraft;
  readonly number: number;
  readonly pointer: string;
  readonly faults: Faults;
  readonly callees: ReturnType<typeof useCallees>;
  readonly change: (change: Partial<StepDraft>) => void;
  readonly remove?: () => void;
}

/** When a step is taken, whom it calls and by what. */
export function StepEditor({ step, number, pointer, faults, callees, change, remove }: StepEditorProps) {
  const words = useWords(escalationWords);
  const labels = useLabels();
  const { say } = useSpeech();
  const after = faultAt(faults, `${pointer}/afterSeconds`);
  const called = faultAt(faults, `${pointer}/call`) ?? faults[pointer];
  const keyOf = (callee: Callee) => JSON.stringify(callee);
  const has = (callee: Callee) => step.call.some((one) => keyOf(one) === keyOf(callee));
  const toggle = (callee: Callee) =>
    change({ call: has(callee) ? step.call.filter((one) => keyOf(one) !== keyOf(callee)) : [...step.call, callee] });
  const named = step.call.filter(({ kind }) => kind === "person" || kind === "channel");
  const choices = [
    ...callees.people.map(({ id, name }) => ({ value: keyOf({ kind: "person", personId: id }), label: name })),
    ...callees.groups.map(({ id, name }) => ({ value: keyOf({ kind: "channel", channelId: id }), label: name })),
  ];
  return (
    <fieldset className={classes.step}>
      <legend className={classes.legend}>{words.step(number)}</legend>
      <Field label={words.afterMinutes} {...(after && { fault: after })}>
        {(ties) => (
          <input
            {...ties}
            className={`${formClasses.control} ${classes.minutes}`}
            inputMode="decimal"
            value={step.afterMinutes}
            onChange={(event) => change({ afterMinutes: event.currentTarget.value })}
          />
        )}
      </Field>
      <fieldset className={classes.choices}>
        <legend className={formClasses.label}>{words.callees}</legend>
        {roles.map((role) => (
          <Check
            key={role}
            label={words.onDuty(labels.roles[role])}
            checked={has({ kind: "on-duty", role })}
            change={() => toggle({ kind: "on-duty", role })}
          />
        ))}
        <Check
          label={words.allChannels}
          checked={has({ kind: "all-channels" })}
          change={() => toggle({ kind: "all-channels" })}
        />
        {named.map((callee) => (
          <Check key={keyOf(callee)} label={callees.nameOf(callee)} checked change={() => toggle(callee)} />
        ))}
        {choices.length > 0 && (
          <Select
            aria-label={words.addPerson}
            value=""
            empty={words.addPerson}
            choices={choices.filter(({ value }) => !step.call.some((one) => keyOf(one) === value))}
            change={(value) => value !== "" && toggle(JSON.parse(value) as Callee)}
          />
        )}
        {called !== undefined && <p className={formClasses.fault}>{say(called)}</p>}
      </fieldset>
      <fieldset className={classes.choices}>
        <legend className={formClasses.label}>{words.by}</legend>
        <Check
          label={words.byAll}
          checked={step.channels === undefined}
          change={(isAll) => change({ channels: isAll ? undefined : ["web-push"] })}
        />
        {step.channels !== undefined &&
          personal.map((channel) => (
            <Check
              key={channel}
              label={labels.channels[channel]}
              checked={step.channels?.includes(channel) === true}
              change={(isOn) =>
                change({
                  channels: isOn
                    ? [...(step.channels ?? []), channel]
                    : (step.channels ?? []).filter((one) => one !== channel),
                })
              }
            />
          ))}
      </fieldset>
      {remove !== undefined && (
        <div>
          <Button onClick={remove}>{words.removeStep(number)}</Button>
        </div>
      )}
    </fieldset>
  );
}
