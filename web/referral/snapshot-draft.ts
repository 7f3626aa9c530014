import type * as z from "zod/mini";
import type { SnapshotView, statementsChange } from "../../contracts/http/referral-papers.ts";
import { noneHere, noneKnownFacts, saysNone } from "../../contracts/none-known.ts";
import { callersFields as callersNames } from "../../contracts/papers/callers-fields.ts";
import type { fieldWords } from "../../contracts/papers/field-words.ts";
import type { Row } from "../clinical/clinical-values.ts";

type Change = z.input<typeof statementsChange>;

/** Fields that are edited, each with how what is typed becomes a value and back. */
const kinds = {
  situation: "text",
  impression: "text",
  diagnoses: "diagnoses",
  pastHistory: "text",
  medicines: "rows",
  allergies: "lines",
  infections: "lines",
  isolation: "choices",
  tubes: "rows",
  pressureInjuries: "lines",
  mobility: "choice",
  advanceWishes: "text",
  treatment: "text",
  assessment: "text",
  recommendation: "text",
  inpatientNumber: "line",
  findings: "text",
  nextPlan: "text",
  rehabilitation: "text",
  followUps: "follow-ups",
} as const satisfies Partial<Record<keyof typeof fieldWords, string>>;

type Kinds = typeof kinds;
export type DraftField = keyof Kinds;
type Typed<Kind> = Kind extends "rows" ? readonly Row[] : Kind extends "choices" ? readonly string[] : string;
/** What is typed, by field; `noMedicines`, `noTubes`: somebody asked, and there are none. */
export type SnapshotDraft = { readonly [Name in DraftField]: Typed<Kinds[Name]> } & {
  readonly noMedicines: boolean;
  readonly noTubes: boolean;
};

const out: readonly DraftField[] = [
  "situation",
  "impression",
  "treatment",
  "assessment",
  "recommendation",
  "diagnoses",
  "pastHistory",
  "medicines",
  "allergies",
  "infections",
  "isolation",
  "tubes",
  "pressureInjuries",
  "mobility",
  "advanceWishes",
];
const back: readonly DraftField[] = [
  "impression",
  "diagnoses",
  "treatment",
  "findings",
  "inpatientNumber",
  "medicines",
  "nextPlan",
  "rehabilitation",
  "followUps",
  "allergies",
  "infections",
  "isolation",
  "tubes",
  "pressureInjuries",
  "mobility",
];

/** What whoever called from the bedside adds afterwards: what they saw and did. */
export const callersFields: readonly DraftField[] = callersNames;

/** What is filled in on each way, in the order of the form. */
export function draftFields(isBack: boolean): readonly DraftField[] {
  return isBack ? back : out;
}

export function kindOf(name: DraftField): Kinds[DraftField] {
  return kinds[name];
}

/** What stands in a snapshot, to be edited. */
export function draftOf({ fields }: Pick<SnapshotView, "fields">): SnapshotDraft {
  const said = (name: DraftField) => fields.find((field) => field.name === name)?.value;
  const typed = names.map((name) => [name, typedAs(name, said(name))] as const);
  const none = { noMedicines: said("medicines") === noneHere, noTubes: said("tubes") === noneHere };
  return { ...Object.fromEntries(typed), ...none } as SnapshotDraft;
}

const names = Object.keys(kinds) as readonly DraftField[];

/** What is typed where somebody asked and there is none. */
const noneTyped = "无";

interface Named {
  readonly name: string;
  readonly dosage?: string;
}

function typedAs(name: DraftField, value: unknown): SnapshotDraft[DraftField] {
  const kind = kinds[name];
  if (value === undefined || (value === noneHere && kind === "rows"))
    return kind === "rows" || kind === "choices" ? [] : "";
  if (value === noneHere) return noneTyped;
  switch (kind) {
    case "text":
    case "line":
    case "choice":
      return String(value);
    case "choices":
      return value as readonly string[];
    case "lines":
      return (value as readonly string[]).join("\n");
    case "diagnoses":
      return (value as readonly Named[]).map((one) => one.name).join("\n");
    case "rows":
      return (value as readonly Row[]).map((row) =>
        Object.fromEntries(rowCells[name as RowsName].map((cell) => [cell, row[cell] ?? ""])),
      );
    case "follow-ups":
      return (value as readonly { readonly what: string; readonly dueOn: string }[])
        .map(({ dueOn, what }) => `${dueOn} ${what}`)
        .join("\n");
  }
}

type RowsName = "medicines" | "tubes";
const rowCells = { medicines: ["name", "dosage"], tubes: ["kind", "note", "since"] } as const;

/** Of the lists that the hospital says anew on the way back: what the home had, to say that nothing changed. */
export function unchangedDraft(
  { fields }: Pick<SnapshotView, "fields">,
  name: DraftField,
): Partial<SnapshotDraft> | undefined {
  const former = formerIn(fields, name);
  if (former === undefined) return undefined;
  return {
    [name]: typedAs(name, former),
    ...(name === "medicines" && { noMedicines: former === noneHere }),
    ...(name === "tubes" && { noTubes: former === noneHere }),
  };
}

function formerIn(fields: SnapshotView["fields"], name: DraftField): unknown {
  return fields.find((field) => field.name === `${name}Before`)?.value;
}

/** Medicines without a name, by their place. */
export function namelessMedicines({ medicines }: SnapshotDraft): readonly number[] {
  return medicines.flatMap(({ name = "" }, at) => (name.trim() === "" ? [at] : []));
}

/** Lines of the follow-up that do not begin with a date. */
export function badFollowUps(draft: SnapshotDraft): boolean {
  return linesOf(draft.followUps).some((line) => followUpOf(line) === undefined);
}

/** Whether a line that was not there before plans something for a day that is over; `today` as `YYYY-MM-DD`. */
export function hasPastFollowUp(
  snapshot: Pick<SnapshotView, "fields">,
  { followUps }: Pick<SnapshotDraft, "followUps">,
  today: string,
): boolean {
  const before = linesOf(draftOf(snapshot).followUps);
  return linesOf(followUps).some((line) => !before.includes(line) && (followUpOf(line)?.dueOn ?? today) < today);
}

/** What was changed, as it is sent: what is unchanged is left out, what was emptied is `null`. */
export function changeOf(snapshot: Pick<SnapshotView, "fields">, draft: SnapshotDraft): Change {
  const before = draftOf(snapshot);
  const changed = names.filter((name) => !isSame(name, before, draft));
  return Object.fromEntries(changed.map((name) => [name, valueFrom(name, draft, snapshot)])) as Change;
}

function isSame(name: DraftField, one: SnapshotDraft, other: SnapshotDraft): boolean {
  const said = (draft: SnapshotDraft) => JSON.stringify(valueFrom(name, draft, { fields: [] }));
  return said(one) === said(other);
}

/** What a snapshot says of some fields, as a change says what was seen: `null` where it says nothing. */
export function seenOf({ fields }: Pick<SnapshotView, "fields">, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, fields.find((field) => field.name === name)?.value ?? null]));
}

/** What others wrote since, of what was not touched here: whoever typed keeps what they typed. */
export function untouched(
  seen: Pick<SnapshotView, "fields">,
  now: Pick<SnapshotView, "fields">,
  draft: SnapshotDraft,
): Partial<SnapshotDraft> {
  const [before, after] = [draftOf(seen), draftOf(now)];
  const same = names.filter((name) => isSame(name, before, draft));
  return {
    ...Object.fromEntries(same.map((name) => [name, after[name]])),
    ...(same.includes("medicines") && { noMedicines: after.noMedicines }),
    ...(same.includes("tubes") && { noTubes: after.noTubes }),
  };
}

function valueFrom(name: DraftField, draft: SnapshotDraft, { fields }: Pick<SnapshotView, "fields">): unknown {
  const typed = draft[name];
  if (name === "medicines" && typed.length === 0 && draft.noMedicines) return noneHere;
  if (name === "tubes" && typed.length === 0 && draft.noTubes) return noneHere;
  if (typed.length === 0) return null;
  const was = fields.find((field) => field.name === name)?.value ?? formerIn(fields, name);
  if (typeof typed !== "string")
    return kinds[name] === "choices"
      ? [...typed].sort()
      : (typed as readonly Row[]).map((row) => rowOf(name, row, was));
  return valueOfWords(name, typed.trim(), was);
}

function valueOfWords(name: DraftField, text: string, was: unknown): unknown {
  if (text === "") return null;
  if (mayBeNone(name) && saysNone(linesOf(text))) return noneHere;
  const kind = kinds[name];
  switch (kind) {
    case "lines":
      return linesOf(text);
    case "diagnoses":
      return linesOf(text).map((line) => knownAs(was, line) ?? { name: line });
    case "follow-ups":
      return linesOf(text).flatMap((line) => followUpOf(line) ?? []);
    case "text":
    case "line":
    case "choice":
    case "choices":
    case "rows":
      return text;
  }
}

/** Where 无 as the only word says that somebody looked and there is none. */
function mayBeNone(name: DraftField): boolean {
  return name === "pressureInjuries" || noneKnownFacts.some((each) => each === name);
}

/** What else was known of it, e.g. its code, stays. */
function knownAs(was: unknown, name: string): Named | undefined {
  return Array.isArray(was) ? (was as readonly Named[]).find((one) => one.name === name) : undefined;
}

/** Cells that say nothing are left out; of a medicine what else is known of its name stays. */
function rowOf(name: DraftField, row: Row, was: unknown): unknown {
  const said = Object.fromEntries(
    Object.entries(row).flatMap(([cell, text]) => (text.trim() === "" ? [] : [[cell, text.trim()] as const])),
  );
  if (name !== "medicines") return said;
  const { dosage: _, ...known } = knownAs(was, said.name ?? "") ?? {};
  return { ...known, ...said };
}

function followUpOf(line: string): { readonly dueOn: string; readonly what: string } | undefined {
  const [, dueOn, what] = /^(20\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))\s+(\S.*)$/.exec(line) ?? [];
  return dueOn === undefined || what === undefined ? undefined : { dueOn, what };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
