import type * as z from "zod/mini";
import type { SnapshotView, statementsChange } from "../../contracts/http/referral-papers.ts";
import { noneHere, noneKnownFacts, saysNone } from "../../contracts/none-known.ts";
import type { fieldWords } from "../../contracts/papers/field-words.ts";

type Change = z.input<typeof statementsChange>;

/** Fields that are edited as words, each with how its words become a value and back. */
const kinds = {
  situation: "text",
  impression: "text",
  diagnoses: "diagnoses",
  pastHistory: "text",
  medicines: "medicines",
  allergies: "lines",
  infections: "lines",
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

export type DraftField = keyof typeof kinds;
export type SnapshotDraft = Readonly<Record<DraftField, string>>;

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
];

/** What is filled in on each way, in the order of the form. */
export function draftFields(isBack: boolean): readonly DraftField[] {
  return isBack ? back : out;
}

export function kindOf(name: DraftField): (typeof kinds)[DraftField] {
  return kinds[name];
}

/** What stands in a snapshot, as words to edit. */
export function draftOf(snapshot: Pick<SnapshotView, "fields">): SnapshotDraft {
  const text = (name: DraftField) => {
    const value = snapshot.fields.find((field) => field.name === name)?.value;
    return value === undefined ? "" : wordsOf(name, value);
  };
  return Object.fromEntries((Object.keys(kinds) as DraftField[]).map((name) => [name, text(name)])) as SnapshotDraft;
}

/** What is typed where somebody asked and there is none. */
const noneTyped = "无";

interface Named {
  readonly name: string;
  readonly dosage?: string;
}

function wordsOf(name: DraftField, value: unknown): string {
  if (value === noneHere) return noneTyped;
  switch (kinds[name]) {
    case "text":
    case "line":
      return String(value);
    case "lines":
      return (value as readonly string[]).join("\n");
    case "diagnoses":
      return (value as readonly Named[]).map((one) => one.name).join("\n");
    case "medicines":
      return (value as readonly Named[])
        .map((one) => (one.dosage === undefined ? one.name : `${one.name} | ${one.dosage}`))
        .join("\n");
    case "follow-ups":
      return (value as readonly { readonly what: string; readonly dueOn: string }[])
        .map(({ dueOn, what }) => `${dueOn} ${what}`)
        .join("\n");
  }
}

/** Lines of the follow-up that do not begin with a date. */
export function badFollowUps(draft: SnapshotDraft): boolean {
  return linesOf(draft.followUps).some((line) => followUpOf(line) === undefined);
}

/** What was changed, as it is sent: what is unchanged is left out, what was emptied is `null`. */
export function changeOf(snapshot: Pick<SnapshotView, "fields">, draft: SnapshotDraft): Change {
  const before = draftOf(snapshot);
  const changed = (Object.keys(kinds) as DraftField[]).filter((name) => draft[name].trim() !== before[name].trim());
  return Object.fromEntries(changed.map((name) => [name, valueFrom(name, draft[name], snapshot)])) as Change;
}

/** What a snapshot says of some fields, as a change says what was seen: `null` where it says nothing. */
export function seenOf({ fields }: Pick<SnapshotView, "fields">, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, fields.find((field) => field.name === name)?.value ?? null]));
}

/** Words that others wrote since, of what was not touched here: whoever typed keeps what they typed. */
export function untouched(
  seen: Pick<SnapshotView, "fields">,
  now: Pick<SnapshotView, "fields">,
  draft: SnapshotDraft,
): Partial<SnapshotDraft> {
  const [before, after] = [draftOf(seen), draftOf(now)];
  const names = (Object.keys(kinds) as DraftField[]).filter((name) => draft[name].trim() === before[name].trim());
  return Object.fromEntries(names.map((name) => [name, after[name]]));
}

function valueFrom(name: DraftField, words: string, { fields }: Pick<SnapshotView, "fields">): unknown {
  const text = words.trim();
  if (text === "") return null;
  const was = fields.find((field) => field.name === name)?.value;
  const isNone = noneKnownFacts.some((each) => each === name) && saysNone(linesOf(text));
  if (isNone) return noneHere;
  switch (kinds[name]) {
    case "text":
    case "line":
      return text;
    case "lines":
      return linesOf(text);
    case "diagnoses":
      return linesOf(text).map((line) => knownAs(was, line) ?? { name: line });
    case "medicines":
      return linesOf(text).map((line) => medicineOf(line, was));
    case "follow-ups":
      return linesOf(text).flatMap((line) => followUpOf(line) ?? []);
  }
}

/** What else was known of it, e.g. its code, stays. */
function knownAs(was: unknown, name: string): Named | undefined {
  return Array.isArray(was) ? (was as readonly Named[]).find((one) => one.name === name) : undefined;
}

function medicineOf(line: string, was: unknown): Named {
  const [name = line, dosage] = line.split(/[|｜]/).map((part) => part.trim());
  const { dosage: _, ...known } = knownAs(was, name) ?? { name };
  return dosage === undefined || dosage === "" ? known : { ...known, dosage };
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
