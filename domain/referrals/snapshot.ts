import type { Actor, Alert } from "../alerts/alert.ts";
import type { Facility } from "../model/facility.ts";
import { ageOf, type Resident } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { Buckets } from "../series/downsample.ts";
import type { Watch } from "../watch/state.ts";
import { withFormerLists } from "./return-lists.ts";
import { isSameValue } from "./same-value.ts";
import { alertIn, news2In, vitalsIn } from "./snapshot-evidence.ts";
import {
  type Filled,
  type NoneHere,
  noneHere,
  type SnapshotEvidence,
  type SnapshotFields,
  type SnapshotStatements,
} from "./snapshot-fields.ts";

/** When one is taken: with the request, when the person leaves, before the way back, or to put an earlier one right. */
export const snapshotOccasions = ["request", "departure", "onward", "return", "correction"] as const;
export type SnapshotOccasion = (typeof snapshotOccasions)[number];

/**
 * What was known of a person at one moment, handed over by ISBAR (Identify, Situation, Background, Assessment,
 * Recommendation). It can be edited until it is sealed; from then on it stays as it is, and a correction is another one.
 */
export interface Snapshot {
  /** Of this shape. */
  readonly schema: 1;
  readonly id: string;
  readonly residentId: string;
  readonly occasion: SnapshotOccasion;
  readonly takenAt: EpochMs;
  /** Absent when a policy took it because nobody answered. */
  readonly takenBy?: Actor;
  readonly fields: SnapshotFields;
  /** Handed over: nobody edits it any more. */
  readonly sealedAt?: EpochMs;
  /** The snapshot in whose place it stands. */
  readonly corrects?: string;
}

/** What persons say in a snapshot; `null` takes away what was there. */
export type StatementsChange = { readonly [Name in keyof SnapshotStatements]?: SnapshotStatements[Name] | null };

/** All that a snapshot is made of, as the stores had it at one moment. */
export interface SnapshotInput {
  readonly id: string;
  readonly occasion: SnapshotOccasion;
  readonly takenBy?: Actor;
  readonly resident: Resident;
  readonly facility: Facility | undefined;
  /** The person is not where the record has them but in this hospital: neither the bed nor what is measured there is theirs. */
  readonly treatedIn?: Pick<Facility, "id" | "name">;
  readonly alert?: Alert;
  /** For which the same case was called before that, the newest first. */
  readonly earlierAlerts?: readonly Alert[];
  /** Absent: nobody listens to the person. */
  readonly watch?: Watch;
  /** What was measured since `now` − {@link snapshotSpanMs}, by {@link trendStepMs}. */
  readonly quarters: Buckets;
  /** Where whoever takes it can be asked back. */
  readonly contactPhone?: string;
  /** The one before of the same case: what persons said there is not asked of them again. */
  readonly before?: Snapshot;
  /** That one is of the same way: why they go and how they are was said for it. */
  readonly isSameWay?: true;
  /** What the person who takes it says in addition, or otherwise than the record. */
  readonly told?: StatementsChange;
}

/** Takes a snapshot: everything that the system knows, then what the person said of it. It is not sealed yet. */
export function takeSnapshot(input: SnapshotInput, now: EpochMs): Snapshot {
  const { id, occasion, takenBy, resident, told } = input;
  const snapshot: Snapshot = {
    schema: 1,
    id,
    residentId: resident.id,
    occasion,
    takenAt: now,
    ...(takenBy === undefined ? {} : { takenBy }),
    fields: saidBefore(
      { ...bySystem({ ...recordOf(input, now), ...evidenceOf(input, now) }), ...noneOf(resident) },
      input,
    ),
  };
  if (told === undefined || takenBy === undefined) return snapshot;
  return { ...snapshot, fields: edited(snapshot.fields, told, takenBy, now) };
}

/** Edits what persons may say. `sealed`: it was handed over and stays as it is; take a correction instead. */
export function editSnapshot(
  snapshot: Snapshot,
  change: StatementsChange,
  author: Actor,
  now: EpochMs,
): Snapshot | "sealed" {
  if (snapshot.sealedAt !== undefined) return "sealed";
  return { ...snapshot, fields: edited(snapshot.fields, change, author, now) };
}

/** Hands it over: from now on it stays as it is. Sealing again changes nothing. */
export function sealSnapshot(snapshot: Snapshot, now: EpochMs): Snapshot {
  return snapshot.sealedAt === undefined ? { ...snapshot, sealedAt: now } : snapshot;
}

/**
 * Puts a sealed snapshot right by another one: the same moment and evidence, with what the author says now. It is sealed
 * at once, and names the one in whose place it stands.
 */
export function correctSnapshot(
  corrected: Snapshot,
  id: string,
  change: StatementsChange,
  author: Actor,
  now: EpochMs,
): Snapshot {
  return {
    ...corrected,
    id,
    occasion: "correction",
    takenBy: author,
    fields: edited(withoutHistory(corrected.fields), change, author, now),
    sealedAt: now,
    corrects: corrected.id,
  };
}

function recordOf(
  { resident, facility, treatedIn, takenBy, contactPhone }: SnapshotInput,
  now: EpochMs,
): Partial<SnapshotStatements> {
  const bed = facility?.beds.find(({ id }) => id === resident.bedId);
  const { name, sex, birthDate, careSetting, facilityId } = resident;
  return present({
    identity: present({
      name,
      sex,
      birthDate,
      age: ageOf(resident, now),
      identityNumber: resident.identityNumber,
      insuranceNumber: resident.insuranceNumber,
      recordNumber: resident.recordNumber,
      address: resident.address,
      phone: resident.phone,
    }),
    place:
      treatedIn === undefined
        ? present({ facilityId, facilityName: facility?.name ?? facilityId, bedLabel: bed?.label, careSetting })
        : { facilityId: treatedIn.id, facilityName: treatedIn.name, careSetting: "hospital" },
    referrer: takenBy === undefined ? undefined : present({ name: takenBy.name, phone: contactPhone }),
    diagnoses: listed(resident.diagnoses),
    pastHistory: resident.pastHistory,
    medicines: listed(resident.medicines),
    allergies: listed(resident.allergies),
    infections: resident.infections,
    isolation: resident.isolation,
    tubes: resident.tubes,
    pressureInjuries: resident.pressureInjuries,
    mobility: resident.mobility,
    disabilityLevel: resident.disabilityLevel,
    palliative: resident.palliative,
    advanceWishes: resident.advanceWishes,
    contacts: resident.contacts.length === 0 ? undefined : resident.contacts,
  });
}

/** An empty list says nothing. */
function listed<Each>(list: readonly Each[] | undefined): readonly Each[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list;
}

/** What the record knows to be none, with who found so. */
function noneOf({ noneKnown = {} }: Resident): SnapshotFields {
  return Object.fromEntries(
    Object.entries(noneKnown).map(([name, { by, at }]) => [
      name,
      { value: noneHere, by: { kind: "system" }, recorded: { by, at } } satisfies Filled<NoneHere>,
    ]),
  );
}

function evidenceOf(
  { resident, treatedIn, alert, earlierAlerts, watch, quarters }: SnapshotInput,
  now: EpochMs,
): Partial<SnapshotEvidence> {
  const alerts = {
    alert: alert === undefined ? undefined : alertIn(alert),
    earlierAlerts: listed(earlierAlerts?.map(alertIn)),
  };
  if (treatedIn !== undefined) return present(alerts);
  return present({
    ...alerts,
    vitals: vitalsIn(watch, quarters, now),
    news2: watch === undefined ? undefined : news2In(resident, watch, now),
  });
}

function bySystem(values: Partial<SnapshotEvidence & SnapshotStatements>): SnapshotFields {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, by: { kind: "system" } } satisfies Filled<unknown>]),
  );
}

/** What is of one way only: why the person went there is not why they come back, nor is a first impression the diagnosis. */
const ofOneWay: readonly string[] = [
  "place",
  "referrer",
  "situation",
  "impression",
  "treatment",
  "assessment",
  "recommendation",
  "consent",
] satisfies readonly (keyof SnapshotStatements)[];

function saidBefore(
  fields: SnapshotFields,
  { before, occasion, isSameWay }: Pick<SnapshotInput, "before" | "occasion" | "isSameWay">,
): SnapshotFields {
  const isReturn = occasion === "return";
  const isOtherWay = isReturn || (occasion === "onward" && isSameWay !== true);
  const isFirstReturn = isReturn && isSameWay !== true;
  const next: Record<string, Filled<unknown>> = {
    ...(isReturn && !isFirstReturn ? withFormerLists(fields, "all") : fields),
  };
  for (const [name, said] of Object.entries(before?.fields ?? {})) {
    if (said.by.kind === "system" || (isOtherWay && ofOneWay.includes(name))) continue;
    next[name] = present({ value: said.value, by: said.by, system: next[name]?.value });
  }
  return isFirstReturn ? withFormerLists(next as SnapshotFields, "all") : (next as SnapshotFields);
}

/** What was said before stands in the one that is corrected. */
function withoutHistory(fields: SnapshotFields): SnapshotFields {
  const without = ({ was: _, ...field }: Filled<unknown>): Filled<unknown> => field;
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, field.was === undefined ? field : without(field)]),
  ) as SnapshotFields;
}

function edited(fields: SnapshotFields, change: StatementsChange, person: Actor, at: EpochMs): SnapshotFields {
  const next: Record<string, Filled<unknown>> = { ...fields };
  for (const [name, value] of Object.entries(change)) {
    const before = next[name];
    if (value === undefined || isSameValue(value, before?.value)) continue;
    const system = before?.by.kind === "system" ? before.value : before?.system;
    const by = { kind: "person", person, at } as const;
    next[name] = present({ value: value ?? undefined, by, system, was: historyOf(before) });
  }
  return next as SnapshotFields;
}

/** With what stood there by a person's word. */
function historyOf(before: Filled<unknown> | undefined): Filled<unknown>["was"] {
  if (before?.by.kind !== "person") return before?.was;
  const { person, at } = before.by;
  return [...(before.was ?? []), present({ value: before.value, person, at })];
}

/** Without what is undefined, which no table keeps. */
function present<Values extends object>(values: Values): { [K in keyof Values]: Exclude<Values[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
