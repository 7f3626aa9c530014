import fc from "fast-check";
import { dutyRoles } from "../../domain/duty/shift.ts";
import { isolationKinds, mobilities, tubeKinds } from "../../domain/model/clinical-facts.ts";
import type { Observation } from "../../domain/model/reading.ts";
import { careSettings, type DisabilityLevel, type Resident } from "../../domain/model/resident.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { consentGivers, consentWays } from "../../domain/referrals/consent.ts";
import { paperStatuses, type ReferralPapers } from "../../domain/referrals/papers.ts";
import {
  correctSnapshot,
  type Snapshot,
  type StatementsChange,
  sealSnapshot,
  takeSnapshot,
} from "../../domain/referrals/snapshot.ts";
import { snapshotSpanMs, trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import { preparePoints } from "../../domain/referrals/time-points.ts";
import { urgencies } from "../../domain/referrals/urgency.ts";
import { downsample } from "../../domain/series/downsample.ts";
import { exampleAlert, exampleFacility, exampleNow, watchOf } from "./example-papers.ts";

/** Words as people write them: Chinese with rare characters, Latin, digits, signs, line breaks, what does not belong. */
const character = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(...Array.from("患者今晨出现胸闷气促血压心率药物过敏建议复查，。；：（）、“”《》")),
  },
  { weight: 4, arbitrary: fc.constantFrom(...Array.from("䶮㛃𬱖𠮷㐂犇・·…—℃²×≥≤αβ□☐")) },
  { weight: 5, arbitrary: fc.constantFrom(...Array.from("abcXYZ0123456789 .,/%&<>\"'()-")) },
  { weight: 1, arbitrary: fc.constantFrom("\n", "\t", "\u0000", "\uFEFF", "😀", "\uD800", "é", "\u200B", "ﬁ") },
);
const textOf = (maxLength: number) =>
  fc.array(character, { minLength: 1, maxLength }).map((characters) => characters.join(""));
const short = textOf(24);
const medium = textOf(120);
const long = fc.oneof({ weight: 5, arbitrary: textOf(80) }, { weight: 1, arbitrary: textOf(2000) });
const dateText = fc
  .date({ min: new Date("1920-01-01"), max: new Date("2026-11-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const since = fc.option(
  dateText.chain((date) => fc.constantFrom(date, date.slice(0, 7), date.slice(0, 4))),
  {
    nil: undefined,
  },
);
const list = <T>(each: fc.Arbitrary<T>, maxLength = 5) => fc.array(each, { maxLength });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

/** Absent fields stay absent, as stores keep them. */
function present<T extends object>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

const diagnosis = fc.record({
  name: medium,
  icd10: maybe(fc.constantFrom("I10", "E11.900", "J69.0")),
  since,
  past: maybe(fc.constant(true as const)),
});
const medicine = fc.record({ name: medium, dosage: maybe(medium), since });
const tube = fc.record({ kind: fc.constantFrom(...tubeKinds), note: maybe(medium), since });
const contact = fc.record({ name: short, relation: short, phone: short });

const facts = fc.record({
  diagnoses: maybe(list(diagnosis)),
  pastHistory: maybe(long),
  medicines: maybe(list(medicine, 12)),
  infections: maybe(list(medium)),
  isolation: maybe(fc.uniqueArray(fc.constantFrom(...isolationKinds))),
  tubes: maybe(list(tube)),
  pressureInjuries: maybe(list(medium)),
  mobility: maybe(fc.constantFrom(...mobilities)),
  identityNumber: maybe(fc.constant("11010519491231002X")),
  insuranceNumber: maybe(fc.constant("A-1")),
  recordNumber: maybe(fc.constant("R-1")),
  address: maybe(medium),
  phone: maybe(short),
});

const resident = fc
  .record({
    name: short,
    sex: fc.constantFrom("female" as const, "male" as const),
    birthDate: fc.oneof(dateText, fc.constant("2016-05-05")),
    careSetting: fc.constantFrom(...careSettings),
    disabilityLevel: fc.constantFrom<DisabilityLevel[]>(0, 1, 2, 3, 4, 5),
    palliative: fc.boolean(),
    pregnantOrPostpartum: maybe(fc.boolean()),
    spo2Scale2: maybe(fc.constant({ orderedBy: "医生", orderedAt: exampleNow, reason: "COPD" })),
    allergies: list(medium),
    advanceWishes: maybe(long),
    contacts: list(contact),
    facts,
  })
  .map(({ facts, ...rest }) =>
    present({ id: "resident-1", facilityId: "home-1", bedId: "b1", ...rest, ...facts } as unknown as Resident),
  );

const quantities = {
  "heart-rate": [20, 220],
  "respiratory-rate": [3, 60],
  spo2: [60, 100],
  "inspired-oxygen": [21, 60],
  "systolic-blood-pressure": [50, 240],
  "diastolic-blood-pressure": [30, 140],
  "body-temperature": [33, 42],
  glucose: [1, 30],
} as const;

const observation: fc.Arbitrary<Observation> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(quantities) as (keyof typeof quantities)[])),
    ago: fc.integer({ min: 0, max: snapshotSpanMs }),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    deviceId: fc.constantFrom("bed-1", "band-1"),
    mind: fc.constantFrom("A", "C", "V", "P", "U"),
    isMind: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  })
  .map(({ code, ago, place, deviceId, mind, isMind }): Observation => {
    const at = exampleNow - ago;
    if (isMind) return { kind: "observation", code: "consciousness", value: mind, at, deviceId };
    const [low, high] = quantities[code];
    const value = Number((low + place * (high - low)).toFixed(code === "body-temperature" ? 1 : 0));
    return { kind: "observation", code, value, at, deviceId };
  });

const given = fc.record({
  kind: fc.constant("given" as const),
  who: fc.constantFrom(...consentGivers),
  name: short,
  relation: maybe(short),
  how: fc.constantFrom(...consentWays),
  at: fc.constant(exampleNow),
  witness: maybe(short),
});
const emergency = fc.record({
  kind: fc.constant("emergency" as const),
  reason: long,
  approvedBy: short,
  at: fc.constant(exampleNow),
  witness: maybe(short),
});

const told: fc.Arbitrary<StatementsChange> = fc
  .record(
    {
      situation: long,
      impression: medium,
      treatment: long,
      recommendation: long,
      assessment: long,
      inpatientNumber: short,
      findings: long,
      nextPlan: long,
      rehabilitation: long,
      followUps: list(fc.record({ what: medium, dueOn: dateText, by: maybe(short) })),
      medicines: list(medicine),
      allergies: fc.oneof(list(medium), fc.constant(null)),
      diagnoses: fc.constant(null),
      palliative: fc.boolean(),
      consent: fc.oneof(given, emergency, fc.constant(null)),
    },
    { requiredKeys: [] },
  )
  .map((change) => present(change) as StatementsChange);

const actor = fc.record({ id: fc.constantFrom("nurse-1", "doctor-1"), name: short });

const snapshot: fc.Arbitrary<Snapshot> = fc
  .record({
    resident,
    observations: fc.array(observation, { maxLength: 120 }),
    takenBy: maybe(actor),
    hasAlert: fc.boolean(),
    hasWatch: fc.boolean(),
    told: maybe(told),
    correction: maybe(told),
    isSealed: fc.boolean(),
  })
  .map(({ resident, observations, takenBy, hasAlert, hasWatch, told, correction, isSealed }) => {
    const taken = takeSnapshot(
      {
        id: "snapshot-1",
        occasion: "request",
        resident,
        facility: exampleFacility,
        quarters: downsample(observations, trendStepMs),
        ...(takenBy === undefined ? {} : { takenBy }),
        ...(hasAlert ? { alert: exampleAlert } : {}),
        ...(hasWatch ? { watch: watchOf(observations) } : {}),
        ...(told === undefined ? {} : { told }),
      },
      exampleNow,
    );
    if (!isSealed) return taken;
    const sealed = sealSnapshot(taken, exampleNow + minute);
    if (correction === undefined || takenBy === undefined) return sealed;
    return correctSnapshot(sealed, "snapshot-2", correction, takenBy, exampleNow + hour);
  });

const word = fc.record({ by: short, at: fc.constant(exampleNow + hour), text: maybe(long) });

const arrangement = fc
  .record({
    department: maybe(short),
    bed: maybe(fc.record({ label: short, until: maybe(fc.constant(exampleNow + hour)) }).map(present)),
    seen: maybe(fc.record({ by: short, at: fc.constant(exampleNow) })),
    prepared: maybe(fc.subarray([...preparePoints], { minLength: 1 })),
  })
  .map(present);

/** Papers of every kind, with whatever people may write in them. */
export const generatedPapers: fc.Arbitrary<ReferralPapers> = fc
  .record({
    referralId: fc.constantFrom("referral-1", "r_2"),
    direction: fc.constantFrom("up" as const, "down" as const),
    mode: fc.constantFrom("green-channel" as const, "routine" as const),
    urgency: maybe(fc.constantFrom(...urgencies)),
    isContracted: maybe(fc.constant(true as const)),
    status: fc.constantFrom(...paperStatuses),
    statusAt: maybe(fc.constantFrom(exampleNow - hour, exampleNow + hour)),
    statusReason: maybe(long),
    isOnHold: maybe(fc.constant(true as const)),
    origin: fc.record({ facilityId: fc.constant("home-1"), name: short, phone: maybe(short) }),
    destination: fc.record({ facilityId: fc.constant("hospital-1"), name: short, department: maybe(short) }),
    referredBy: maybe(
      fc
        .record({
          id: fc.constant("nurse-1"),
          name: short,
          phone: maybe(short),
          role: maybe(fc.constantFrom(...dutyRoles)),
        })
        .map(present),
    ),
    retrospective: maybe(
      fc.record({ completedAt: maybe(fc.constant(exampleNow + hour)), by: maybe(short) }).map(present),
    ),
    referredAt: fc.constant(exampleNow),
    transferredAt: maybe(fc.constant(exampleNow + hour)),
    receivedBy: maybe(short),
    approval: maybe(word),
    arrangement: maybe(arrangement),
    transport: maybe(word),
    expectedAt: maybe(fc.constant(exampleNow + day)),
    snapshot,
  })
  .map((papers) => present(papers) as ReferralPapers);
