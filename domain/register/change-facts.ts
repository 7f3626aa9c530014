import { clinicalFactNames } from "../model/clinical-facts.ts";
import { type NoneKnownFact, settledNone, withoutNoneWords } from "../model/none-known.ts";
import { type DisabilityLevel, type Resident, versionOf } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import { changedPartsOf, changePlan, type PlanChange } from "../watch/change-plan.ts";
import { type Author, planStateOf, type ResidentChangeRecord } from "./history.ts";

const factNames = [
  "name",
  "sex",
  "birthDate",
  "careSetting",
  "pregnantOrPostpartum",
  "allergies",
  "advanceWishes",
  "familyDoctor",
  "contacts",
  ...clinicalFactNames,
  "noneKnown",
] as const satisfies readonly (keyof Resident)[];
type FactName = (typeof factNames)[number];

/** What is known of a person beside where they are and how they are watched. */
export type Facts = { readonly [Name in FactName]?: Resident[Name] };
/** What changes of it; `null` takes away. */
export type FactsChange = {
  readonly [Name in Exclude<FactName, "noneKnown">]?: Resident[Name] | null | undefined;
} & {
  readonly disabilityLevel?: DisabilityLevel | undefined;
  /** Of which somebody asked and found none, or no longer says so. */
  readonly noneKnown?: Readonly<Partial<Record<NoneKnownFact, boolean | undefined>>> | undefined;
};

/** A record before and after, with what the history keeps of the step; `undefined` when nothing is different. */
export interface ResidentStep {
  readonly after: Resident;
  readonly record: ResidentChangeRecord;
}

/** Changes what is known of a person; what is said again as it is changes nothing. */
export function changeFacts(
  resident: Resident,
  { disabilityLevel, noneKnown, ...told }: FactsChange,
  { name: by, id: byId }: Author,
  reason: string | undefined,
  now: EpochMs,
): ResidentStep | undefined {
  const { lists, said } = withoutNoneWords(told);
  const none = settledNone(resident, lists, { ...noneKnown, ...said }, { by, byId, at: now });
  const change = { ...lists, noneKnown: none ?? null };
  const changed = factNames.filter(
    (name) => change[name] !== undefined && JSON.stringify(change[name]) !== JSON.stringify(resident[name] ?? null),
  );
  const isAssessed = disabilityLevel !== undefined && disabilityLevel !== resident.disabilityLevel;
  if (changed.length === 0 && !isAssessed) return undefined;
  const facts = new Set<string>(changed);
  const kept = Object.fromEntries(Object.entries(resident).filter(([name]) => !facts.has(name)));
  const set = Object.fromEntries(changed.flatMap((name) => (change[name] === null ? [] : [[name, change[name]]])));
  const record = { ...kept, ...set } as unknown as Resident;
  const assessed = isAssessed ? changePlan(record, { disabilityLevel }, { by, reason: reason ?? "" }, now) : record;
  const version = versionOf(resident) + 1;
  const after = { ...assessed, version };
  return {
    after,
    record: {
      residentId: resident.id,
      version,
      at: now,
      by,
      byId,
      what: isAssessed ? "plan" : "facts",
      ...(reason === undefined ? {} : { reason }),
      changed: [...changed, ...(isAssessed ? ["disabilityLevel"] : [])],
      ...(isAssessed && { plan: { before: planStateOf(resident), after: planStateOf(after) } }),
      ...(changed.length > 0 && { facts: { before: factsIn(resident, changed), after: factsIn(after, changed) } }),
    },
  };
}

/** Changes a plan; the same words by the same person again change nothing. */
export function changePlanFor(
  resident: Resident,
  change: PlanChange,
  { name: by, id: byId }: Author,
  reason: string,
  now: EpochMs,
): ResidentStep | undefined {
  const changedResident = changePlan(resident, change, { by, reason }, now);
  if (changedResident === resident) return undefined;
  const version = versionOf(resident) + 1;
  const after = { ...changedResident, version };
  const plan = { before: planStateOf(resident), after: planStateOf(after) };
  const changed = [...changedPartsOf(change)];
  return {
    after,
    record: { residentId: resident.id, version, at: now, by, byId, what: "plan", reason, changed, plan },
  };
}

function factsIn(resident: Resident, names: readonly FactName[]): Facts {
  return Object.fromEntries(
    names.flatMap((name) => (resident[name] === undefined ? [] : [[name, resident[name]]])),
  ) as Facts;
}
