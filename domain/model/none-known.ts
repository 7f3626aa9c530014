import type { Diagnosis, Medicine } from "./clinical-facts.ts";
import type { EpochMs } from "./time.ts";

/** What somebody can have asked for and found none of; an empty list alone says that nobody wrote anything down. */
export const noneKnownFacts = ["diagnoses", "medicines", "allergies"] as const;
export type NoneKnownFact = (typeof noneKnownFacts)[number];

/** Who found that there is none, and when. */
export interface NoneSaid {
  readonly by: string;
  readonly byId?: string;
  readonly at: EpochMs;
}

export type NoneKnown = Readonly<Partial<Record<NoneKnownFact, NoneSaid>>>;

/** The lists of a record that may be none. */
export interface ListsOfRecord {
  readonly diagnoses?: readonly Diagnosis[] | null | undefined;
  readonly medicines?: readonly Medicine[] | null | undefined;
  readonly allergies?: readonly string[] | null | undefined;
}

const sayNone = /^(?:无|没有|否认|无已知(?:药物|食物)*过敏|(?:无|否认)(?:药物|食物)*过敏史?|none|nil|nka|nkda)[。.]?$/i;

/** Whether words that stand where a list is written say that there is none: then they are nothing to be allergic to. */
export function isNoneWord(text: string): boolean {
  return sayNone.test(text.trim());
}

/** Whether a list says by its only entry that there is none. */
export function saysNone(list: readonly (string | { readonly name: string })[]): boolean {
  const [only, ...others] = list.map((each) => (typeof each === "string" ? each : each.name));
  return only !== undefined && others.length === 0 && isNoneWord(only);
}

/**
 * What a change makes of it: a list that has something takes it away, and so does one that was emptied without a word; who
 * says it again changes nothing. `undefined`: nothing is known to be none.
 */
export function settledNone(
  before: ListsOfRecord & { readonly noneKnown?: NoneKnown },
  change: ListsOfRecord,
  said: Readonly<Partial<Record<NoneKnownFact, boolean | undefined>>>,
  who: NoneSaid,
): NoneKnown | undefined {
  const settled = noneKnownFacts.flatMap((name): [NoneKnownFact, NoneSaid][] => {
    const list = change[name] === undefined ? before[name] : change[name];
    if ((list ?? []).length > 0) return [];
    const known = before.noneKnown?.[name];
    if (said[name] === true) return [[name, known ?? who]];
    const isEmptied = change[name] !== undefined && (before[name] ?? []).length > 0;
    return known === undefined || said[name] === false || isEmptied ? [] : [[name, known]];
  });
  return settled.length === 0 ? undefined : Object.fromEntries(settled);
}

/** The lists without words that say none, and of which they said so. */
export function withoutNoneWords<Lists extends ListsOfRecord>(
  lists: Lists,
): { readonly lists: Lists; readonly said: Readonly<Partial<Record<NoneKnownFact, true>>> } {
  const none = noneKnownFacts.filter((name) => saysNone(lists[name] ?? []));
  const emptied = Object.fromEntries(none.map((name) => [name, []]));
  return { lists: { ...lists, ...emptied }, said: Object.fromEntries(none.map((name) => [name, true])) };
}
