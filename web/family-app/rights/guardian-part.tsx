import { useState } from "react";
import { type KinView, kin, type RelativeView } from "../../../contracts/http/kin.ts";
import { dataClassWords, type ShownClass, shownClasses } from "../../../contracts/joining/joining-words.ts";
import { type AskProblem, ask } from "../../data/api.ts";
import { type CopyForm, saveCopy } from "../../data/save-copy.ts";
import { useFamilyWords } from "../family-words.ts";
import joinClasses from "../join/join.module.css";
import { Action, Actions, Problem } from "../parts.tsx";
import { useReading } from "../use-reading.ts";
import { useRightsWords } from "./rights-words.ts";
import { useSelf } from "./use-self.ts";

function kinIn(value: unknown): KinView | undefined {
  const parsed = kin.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** What a guardian decides: per relative, per class, at once. */
export function GuardianPart({ residentId }: { readonly residentId: string }) {
  const words = useRightsWords();
  const self = useSelf();
  const { value, problem, again } = useReading(`/api/residents/${encodeURIComponent(residentId)}/kin`, kinIn);
  const [unsaved, setUnsaved] = useState<AskProblem>();
  const save = (form: CopyForm): void => void saveCopy(residentId, form).then(setUnsaved);
  if (problem !== undefined) return <Problem problem={problem} again={again} />;
  if (value === undefined || self === undefined) return null;
  const others = value.relatives.filter(({ person }) => person.id !== self);
  return (
    <section>
      <h3>{words.others}</h3>
      {others.length === 0 && <p>{words.noOthers}</p>}
      {others.map((relative) => (
        <Decision
          key={`${relative.person.id} ${relative.number}`}
          residentId={residentId}
          relative={relative}
          self={self}
          done={again}
        />
      ))}
      <Actions>
        <Action onClick={() => save("paper")}>{words.copyPaper}</Action>
        <Action onClick={() => save("data")}>{words.copyData}</Action>
      </Actions>
      {unsaved !== undefined && <Problem problem={unsaved} again={() => setUnsaved(undefined)} />}
    </section>
  );
}

interface DecisionProps {
  readonly residentId: string;
  readonly relative: RelativeView;
  readonly self: string;
  readonly done: () => void;
}

function Decision({ residentId, relative: { person, relation, consent, number }, self, done }: DecisionProps) {
  const words = useRightsWords();
  const { say } = useFamilyWords();
  const [ticked, setTicked] = useState<readonly ShownClass[]>(consent?.classes ?? []);
  const [problem, setProblem] = useState<AskProblem>();
  const [fault, setFault] = useState<string>();
  const given = { by: "guardian", how: "app", personId: self };
  const send = async (change: object): Promise<void> => {
    const path = `/api/residents/${encodeURIComponent(residentId)}/consents`;
    const answer = await ask(path, kin, { personId: person.id, number, change });
    if (answer.kind === "answer") done();
    else setProblem(answer.problem);
  };
  const save = (): void => {
    setFault(ticked.length === 0 ? words.noneTicked : undefined);
    if (ticked.length > 0) void send({ kind: "grant", classes: ticked, given });
  };
  return (
    <fieldset className={joinClasses.ticks} data-relative={person.id}>
      <legend>
        {person.name}（{relation}）
      </legend>
      {shownClasses.map((one) => (
        <label key={one} className={joinClasses.tick}>
          <input
            type="checkbox"
            checked={ticked.includes(one)}
            onChange={({ currentTarget: { checked } }) =>
              setTicked((before) => (checked ? [...before, one] : before.filter((other) => other !== one)))
            }
          />
          {say(dataClassWords[one].label)}：{say(dataClassWords[one].hint)}
        </label>
      ))}
      {fault !== undefined && <p role="alert">{fault}</p>}
      {problem !== undefined && <Problem problem={problem} again={done} />}
      <Action onClick={save}>{words.save}</Action>
      {consent !== undefined && <Action onClick={() => void send({ kind: "revoke", given })}>{words.revoke}</Action>}
    </fieldset>
  );
}
