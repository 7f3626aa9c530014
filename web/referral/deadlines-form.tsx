import type { ReferralPolicyView } from "../../contracts/http/referral-policy.ts";
import { referralPolicy } from "../../contracts/http/referral-policy.ts";
import { urgencyWords } from "../../contracts/referral-words.ts";
import { ask } from "../data/api.ts";
import { Panel } from "../office/office-page.tsx";
import { sayRecorded } from "../parts/announcements.ts";
import { DataTable } from "../parts/data-table.tsx";
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
  const { say, words: general } = useSpeech();
  const form = useForm<Draft, ReferralPolicyView>({
    initial: Object.fromEntries(policy.deadlines.map((row) => [nameOf(row), row.ownMinutes?.toString() ?? ""])),
    pointers: Object.fromEntries(policy.deadlines.map((row) => [nameOf(row), pointerOf(row)])),
    check: (draft) =>
      Object.fromEntries(
        policy.deadlines.flatMap((row) =>
          isPossible(draft[nameOf(row)] ?? "", row)
            ? []
            : [[pointerOf(row), deadlineWords.zh.outside(row.longestMinutes)]],
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
  const titleOf = ({ mode, title, urgency }: Row) =>
    [words.modes[mode], say(title), urgency && say(urgencyWords[urgency])].filter(Boolean).join(" · ");
  const ownRows = policy.deadlines.filter(({ ownMinutes }) => ownMinutes !== undefined);
  return (
    <Panel heading={own.heading}>
      <p>{own.lead}</p>
      {ownRows.length > 0 && (
        <ul data-own-deadlines={ownRows.length}>
          {ownRows.map((row) => (
            <li key={nameOf(row)}>
              {titleOf(row)}
              {general.colon}
              {own.minutes(row.ownMinutes ?? row.defaultMinutes)}
            </li>
          ))}
        </ul>
      )}
      <details data-all-deadlines="">
        <summary>{own.all}</summary>
        <DataTable
          label={own.all}
          rows={policy.deadlines}
          keyOf={nameOf}
          empty={null}
          columns={[
            { key: "stage", head: own.stage, isName: true, cell: titleOf },
            { key: "whose", head: own.whose, cell: ({ party }) => words.parties[party] },
            { key: "default", head: own.byDefault, cell: ({ defaultMinutes }) => own.minutes(defaultMinutes) },
            {
              key: "here",
              head: own.here,
              cell: ({ ownMinutes }) => (ownMinutes === undefined ? own.asDefault : own.minutes(ownMinutes)),
            },
          ]}
        />
      </details>
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
                label={titleOf(row)}
                hint={own.hint(words.parties[row.party], row.defaultMinutes, row.longestMinutes)}
              />
            ))}
          </FormFrame>
        </details>
      )}
    </Panel>
  );
}

type Place = Pick<Row, "mode" | "state" | "urgency">;

/** Of an answer within 24 hours it is the stage's own. */
function otherUrgency({ urgency }: Place): Exclude<Row["urgency"], "asap"> {
  return urgency === "asap" ? undefined : urgency;
}

function nameOf(row: Place): string {
  const urgency = otherUrgency(row);
  return [row.mode, row.state, ...(urgency === undefined ? [] : [urgency])].join(" ");
}

function pointerOf(row: Place): string {
  const urgency = otherUrgency(row);
  return `/deadlines/${urgency === undefined ? row.mode : `answers/${urgency}`}/${row.state}`;
}

function isPossible(text: string, { longestMinutes }: Row): boolean {
  const said = text.trim();
  return said === "" || (/^\d{1,6}$/.test(said) && Number(said) >= 1 && Number(said) <= longestMinutes);
}

/** As it is sent: by mode, or of an answer by urgency, and stage, without those that are left to the default. */
export function deadlinesOf(draft: Draft, rows: readonly Place[]): DeadlinesSaid {
  const said = rows.flatMap((row) => {
    const text = (draft[nameOf(row)] ?? "").trim();
    return text === "" ? [] : [{ ...row, group: otherUrgency(row) ?? row.mode, minutes: Number(text) }];
  });
  const groups = (isAnswer: boolean) => {
    const rowsOf = said.filter((row) => (otherUrgency(row) !== undefined) === isAnswer);
    return Object.fromEntries(
      [...Map.groupBy(rowsOf, ({ group }) => group)].map(([group, those]) => [
        group,
        Object.fromEntries(those.map(({ state, minutes }) => [state, minutes])),
      ]),
    );
  };
  const answers = groups(true);
  return { ...groups(false), ...(Object.keys(answers).length > 0 && { answers }) };
}

type Minutes = Readonly<Partial<Record<Row["state"], number>>>;
type DeadlinesSaid = Readonly<Partial<Record<Row["mode"], Minutes>>> & {
  readonly answers?: Readonly<Record<string, Minutes>>;
};
