import * as z from "zod/mini";
import { alertPriorities } from "../../domain/alerts/alert.ts";
import { careSettings } from "../../domain/model/resident.ts";
import { snapshotOccasions } from "../../domain/referrals/snapshot.ts";
import { noneHere } from "../../domain/referrals/snapshot-fields.ts";
import { isbarParts } from "../papers/field-words.ts";
import { clinicalFacts } from "./clinical-facts.ts";
import { bilingual, id, isoTime, observationCode, seenName } from "./fields.ts";
import { disabilityLevel } from "./monitoring-plan.ts";
import type { Expectation } from "./problems.ts";
import { contact, news2 } from "./residents.ts";
import { transferConsent } from "./transfer-consent.ts";

const nothingSaid: Expectation = { code: "a change", zh: "至少填写或更改一项", en: "say at least one thing" };
const text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));
const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const facts = clinicalFacts.shape;

const followUp = z.strictObject({ what: line, dueOn: z.iso.date(), by: z.exactOptional(line) });

/** What persons may say in a snapshot: what is absent stays, `null` takes away. */
export const statementsChange = z.strictObject({
  identity: z.optional(
    z.strictObject({
      name: seenName,
      sex: z.enum(["female", "male"]),
      birthDate: z.iso.date(),
      age: z.int().check(z.gte(0), z.lte(130)),
      identityNumber: z.exactOptional(facts.identityNumber.def.innerType),
      insuranceNumber: z.exactOptional(facts.insuranceNumber.def.innerType),
      recordNumber: z.exactOptional(facts.recordNumber.def.innerType),
      address: z.exactOptional(facts.address.def.innerType),
      phone: z.exactOptional(facts.phone.def.innerType),
    }),
  ),
  place: z.optional(
    z.strictObject({
      facilityId: id,
      facilityName: line,
      bedLabel: z.exactOptional(line),
      careSetting: z.enum(careSettings),
    }),
  ),
  referrer: z.optional(z.strictObject({ name: line, phone: z.exactOptional(line) })),
  situation: optionally(text),
  impression: optionally(text),
  diagnoses: optionally(z.union([z.literal(noneHere), facts.diagnoses.def.innerType])),
  pastHistory: optionally(text),
  medicines: optionally(z.union([z.literal(noneHere), facts.medicines.def.innerType])),
  /** `none-known`: somebody asked, and there is none. An empty list says nothing and takes away, as `null` does. */
  allergies: optionally(z.union([z.literal(noneHere), z.array(line).check(z.maxLength(50))])),
  infections: optionally(facts.infections.def.innerType),
  isolation: optionally(facts.isolation.def.innerType),
  tubes: optionally(z.union([z.literal(noneHere), facts.tubes.def.innerType])),
  pressureInjuries: optionally(z.union([z.literal(noneHere), facts.pressureInjuries.def.innerType])),
  mobility: optionally(facts.mobility.def.innerType),
  disabilityLevel: z.optional(disabilityLevel),
  palliative: z.optional(z.boolean()),
  advanceWishes: optionally(text),
  contacts: optionally(z.array(contact).check(z.maxLength(20))),
  treatment: optionally(text),
  assessment: optionally(text),
  recommendation: optionally(text),
  consent: optionally(transferConsent),
  inpatientNumber: optionally(line),
  findings: optionally(text),
  nextPlan: optionally(text),
  rehabilitation: optionally(text),
  followUps: optionally(z.array(followUp).check(z.maxLength(30))),
});

function optionally<T extends z.ZodMiniType>(schema: T) {
  return z.optional(z.nullable(schema));
}

/**
 * POST /api/referrals/{id}/papers: fills in, or puts right, the latest snapshot of the case, or the one that is named. One
 * that was handed over stays as it is: another one takes its place, and of a chain of them always the newest. `saw`: by field,
 * the value that the person saw, as the snapshot gave it, `null` for none; what somebody changed since is refused by
 * `papers-changed`. `seal` hands it over and says that it is complete.
 */
export const papersChange = z
  .strictObject({
    by: z.optional(z.string().check(z.minLength(1), z.maxLength(40))),
    clientAt: z.optional(isoTime),
    snapshotId: z.optional(id),
    change: z.optional(statementsChange),
    saw: z.optional(z.record(z.string().check(z.maxLength(40)), z.unknown())),
    seal: z.optional(z.boolean()),
    version: z.optional(z.int()),
  })
  .check(({ value, issues }) => {
    const said = Object.values(value.change ?? {}).some((each) => each !== undefined);
    if (!said && value.seal !== true)
      issues.push({ code: "custom", path: ["change"], input: value, params: { ...nothingSaid } });
  });

const filledBy = z.union([
  z.object({ kind: z.literal("system") }),
  z.object({ kind: z.literal("person"), person: z.object({ id: z.string(), name: z.string() }), at: isoTime }),
]);

/** A field: what it says in the words of the papers, and who said so; `system`: what the system had instead. */
const field = z.object({
  name: z.string(),
  part: z.enum(isbarParts),
  title: bilingual,
  lines: z.array(z.string()),
  by: filledBy,
  system: z.optional(z.array(z.string())),
  /** What persons had said of it before, the oldest first. */
  was: z.optional(
    z.array(
      z.object({ lines: z.array(z.string()), person: z.object({ id: z.string(), name: z.string() }), at: isoTime }),
    ),
  ),
  /** As it is sent in a change; absent for evidence, and where a person took it away. */
  value: z.optional(z.unknown()),
});

const trendPoint = z.object({ at: isoTime, min: z.number(), max: z.number(), mean: z.number() });

export const snapshot = z.object({
  id,
  residentId: id,
  occasion: z.enum(snapshotOccasions),
  takenAt: isoTime,
  takenBy: z.optional(z.object({ id: z.string(), name: z.string() })),
  sealedAt: z.optional(isoTime),
  corrects: z.optional(id),
  /** In the order of ISBAR; a field that is not there is not known. */
  fields: z.array(field),
  alert: z.optional(
    z.object({ id, title: bilingual, reason: bilingual, priority: z.enum(alertPriorities), raisedAt: isoTime }),
  ),
  news2: z.optional(news2),
  trend: z.optional(
    z.object({
      from: isoTime,
      to: isoTime,
      series: z.array(z.object({ code: observationCode, points: z.array(trendPoint) })),
    }),
  ),
  /** The same 24 hours, hour by hour, as they are printed: lowest and highest of the hour. */
  table: z.optional(
    z.object({
      columns: z.array(z.object({ code: observationCode, label: bilingual, unit: bilingual })),
      rows: z.array(z.object({ at: isoTime, cells: z.array(bilingual) })),
    }),
  ),
});
export type SnapshotView = z.infer<typeof snapshot>;

/** The oldest first, each followed by what corrects it. */
export const snapshotList = z.object({
  items: z.array(snapshot),
  /** The version of the case, for a change that is to be refused when somebody was first. */
  version: z.int(),
  /** Which of them the caller may fill in or put right. */
  mayChange: z.array(id),
  /** Which of them the caller, who called for help, may add to what they saw and did: `situation`, `treatment`, `mobility`. */
  mayAdd: z.optional(z.array(id)),
});

/** Query of the form and of the document: 转出 or 回转; absent: the way on which the case is. */
export const paperQuery = z.strictObject({ kind: z.optional(z.enum(["out", "onward", "back"])) });

/** A file, in base64 between function and gateway. */
export const pdfFile = z.string();

/** A FHIR R4 Bundle of type document; its shape is HL7's. */
export const fhirDocument = z.looseObject({
  resourceType: z.literal("Bundle"),
  type: z.literal("document"),
  timestamp: isoTime,
});
