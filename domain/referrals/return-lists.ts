import { isSameValue } from "./same-value.ts";
import type { Filled, SnapshotField, SnapshotFields } from "./snapshot-fields.ts";

/** What the hospital says anew on the way back, with where that of before stands. */
const lists = {
  diagnoses: "diagnosesBefore",
  medicines: "medicinesBefore",
  tubes: "tubesBefore",
  pressureInjuries: "pressureInjuriesBefore",
  mobility: "mobilityBefore",
} as const;

function hasFormer(name: SnapshotField): name is keyof typeof lists {
  return name in lists;
}

/**
 * The fields of the way back, in which the home's own lists stand as those of before, and the hospital's are not known until
 * somebody there says them. `system`: only what nobody said is the home's, as in papers that an earlier version has stored.
 */
export function withFormerLists(fields: SnapshotFields, which: "all" | "system"): SnapshotFields {
  const next: Record<string, Filled<unknown>> = { ...fields };
  for (const [name, former] of Object.entries(lists)) {
    const field = next[name];
    if (field === undefined || (which === "system" && field.by.kind !== "system")) continue;
    delete next[name];
    next[former] = field;
  }
  return next as SnapshotFields;
}

/** Whether somebody said that nothing changed: the list is that of before. */
export function isUnchanged(fields: SnapshotFields, name: SnapshotField): boolean {
  if (!hasFormer(name)) return false;
  const former = fields[lists[name]];
  return former?.value !== undefined && isSameValue(former.value, fields[name]?.value);
}

/** What a letter of the way back has to say before all else: the diagnosis, what comes next, medicines, and the follow-up. */
export const alwaysInLetter = [
  "impression",
  "nextPlan",
  "medicines",
  "followUps",
] as const satisfies readonly SnapshotField[];
/** What it has to say where something was known before: whether that is so still. */
const saidAnew = ["tubes", "pressureInjuries", "mobility"] as const satisfies readonly SnapshotField[];
export const letterFields = [...alwaysInLetter, ...saidAnew] as const;
export type LetterField = (typeof letterFields)[number];

/** What of it nobody has said. */
export function letterLacks(fields: SnapshotFields): readonly LetterField[] {
  const before = saidAnew.filter((name) => isSaid(fields[lists[name]]?.value));
  return [...alwaysInLetter, ...before].filter((name) => !isSaid(fields[name]?.value));
}

function isSaid(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
