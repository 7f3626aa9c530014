import type { ReferralPolicyView } from "../../contracts/http/referral-policy.ts";
import { referralPolicy } from "../../contracts/http/referral-policy.ts";
import { ask } from "../data/api.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { TextField } from "../parts/form/field.tsx";
import { FormFrame } from "../parts/form/form.tsx";
import { useForm } from "../parts/form/use-form.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { deadlineWords } from "./deadline-words.ts";
import { referralWords } from "./referral-words.ts";

type Row = ReferralPolicyView["deadlines"][number];
type Draft = Readonly<Record<string, string>>;

interface DeadlinesProps {
  readonly path: string;
  readonly policy: ReferralPolicyView;
  readonly mayManage: boolean;
  readonly done: () => void;
}

/** How long the house allows itself for the stages that are its part; empty: by default. */
export function Deadlines({ path, policy, mayManage, done }: DeadlinesProps) {
  const own = useWords(deadlineWords);
  const words = useWords(referralWords);
  const { say } = useSpeech();
  const form = useForm<Draft, ReferralPolicyView>({
    initial: Object.fromEntries(policy.deadlines.map((row) => [nameOf(row), row.ownMinutes?.toString() ?? ""])),
    pointers: Object.fromEntries(policy.deadlines.map((row) => [nameOf(row), `/deadlines/${row.mode}/${row.state}`])),
    check: (draft) =>
      Object.fromEntries(
        policy.deadlines.flatMap((row) =>
          isPossible(draft[nameOf(row)] ?? "", row)
            ? []
            : [[`/deadlines/${row.mode}/${row.state}`, deadlineWords.zh.outside(row.longestMinutes)]],
        ),
      ),
    send: (draft) =>
      ask(path, referralPolicy, {
        version: policy.version,
        ...(policy.greenChannel !== undefined && { greenChannel: policy.greenChannel }),
        deadlines: deadlinesOf(draft, policy.deadlines),
      }),
    done: () => {
      sayRecorded(own.saved);
      done();
    },
  });
  const ownRows = policy.deadlines.filter(({ ownMinutes }) => ownMinutes !== undefined);
  return (
    <Panel heading={own.heading}>
      <p>{own.lead}</p>
      {ownRows.length > 0 && (
        <ul data-own-deadlines={ownRows.length}>
          {ownRows.map((row) => (
            <li key={nameOf(row)}>
              {words.modes[row.mode]} · {say(row.title)}：{own.minutes(row.ownMinutes ?? row.defaultMinutes)}
            </li>
          ))}
        </ul>
      )}
      {mayManage && (
        <details>
          <summary>{own.change}</summary>
          <FormFrame form={form} label={own.heading}>
            {policy.deadlines.map((row) => (
              <TextField
                key={nameOf(row)}
                form={form}
                name={nameOf(row)}
                type="number"
                min="1"
                max={String(row.longestMinutes)}
                isOptional
                label={`${words.modes[row.mode]} · ${say(row.title)}`}
                hint={own.hint(words.parties[row.party], row.defaultMinutes, row.longestMinutes)}
              />
            ))}
          </FormFrame>
        </details>
      )}
    </Panel>
  );
}

function nameOf({ mode, state }: Pick<Row, "mode" | "state">): string {
  return `${mode} ${state}`;
}

function isPossible(text: string, { longestMinutes }: Row): boolean {
  const said = text.trim();
  return said === "" || (/^\d{1,6}$/.test(said) && Number(said) >= 1 && Number(said) <= longestMinutes);
}

/** As it is sent: by mode and stage, without those that are left to the default. */
export function deadlinesOf(
  draft: Draft,
  rows: readonly Pick<Row, "mode" | "state">[],
): Readonly<Partial<Record<Row["mode"], Readonly<Partial<Record<Row["state"], number>>>>>> {
  const said = rows.filter((row) => (draft[nameOf(row)] ?? "").trim() !== "");
  const modes = [...new Set(said.map(({ mode }) => mode))];
  return Object.fromEntries(
    modes.map((mode) => [
      mode,
      Object.fromEntries(
        said.filter((row) => row.mode === mode).map((row) => [row.state, Number((draft[nameOf(row)] ?? "").trim())]),
      ),
    ]),
  );
}
