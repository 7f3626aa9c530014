import * as z from "zod/mini";
import { isolationKinds, mobilities, tubeKinds } from "../../domain/model/clinical-facts.ts";
import { isIdentityNumber } from "../../domain/model/identity-number.ts";
import { isoTime } from "./fields.ts";

/** Words of a clinical fact: no line of a paper is longer, and nothing that a person says is cut. */
const fact = z.string().check(z.minLength(1), z.maxLength(120));
const facts = z.array(fact).check(z.maxLength(50));
/** As far as it is known: a year, a month or a day. */
const since = z.string().check(z.regex(/^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/));

export const diagnosis = z.strictObject({
  name: fact,
  icd10: z.exactOptional(z.string().check(z.regex(/^[A-Z]\d{2}(?:\.[A-Za-z0-9+*]{1,8})?$/))),
  since: z.exactOptional(since),
  past: z.exactOptional(z.literal(true)),
});

export const medicine = z.strictObject({
  name: fact,
  dosage: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  since: z.exactOptional(since),
});

export const tube = z.strictObject({
  kind: z.enum(tubeKinds),
  note: z.exactOptional(fact),
  since: z.exactOptional(since),
});

const identityNumber = z.string().check(
  z.refine(isIdentityNumber, {
    params: {
      code: "an identity number",
      zh: "应为 18 位身份证号（末位校验须正确），或护照、通行证号",
      en: "must be an identity number of 18 digits with its check digit, or the number of a passport or permit",
    },
  }),
);
const number = z.string().check(z.regex(/^[A-Za-z0-9-]{1,40}$/));

/** Of what somebody asked and found none; `false` takes it back. A list that has something stands against it. */
export const noneKnownSaid = z.strictObject({
  diagnoses: z.optional(z.boolean()),
  medicines: z.optional(z.boolean()),
  allergies: z.optional(z.boolean()),
});

const noneSaid = z.object({ by: z.string(), at: isoTime });

/** What another house must know of a resident; what is absent was never recorded. */
export const clinicalFacts = z.object({
  diagnoses: z.exactOptional(z.array(diagnosis).check(z.maxLength(50))),
  pastHistory: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(2000))),
  medicines: z.exactOptional(z.array(medicine).check(z.maxLength(60))),
  infections: z.exactOptional(facts),
  isolation: z.exactOptional(z.array(z.enum(isolationKinds)).check(z.maxLength(isolationKinds.length))),
  tubes: z.exactOptional(z.array(tube).check(z.maxLength(30))),
  pressureInjuries: z.exactOptional(facts),
  mobility: z.exactOptional(z.enum(mobilities)),
  identityNumber: z.exactOptional(identityNumber),
  insuranceNumber: z.exactOptional(number),
  recordNumber: z.exactOptional(number),
  address: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(200))),
  phone: z.exactOptional(z.string().check(z.minLength(1), z.maxLength(40))),
});
/** The facts as they are shown, with what is known to be none, by whom and when: without that an empty list is not known. */
export const clinicalRecord = z.extend(clinicalFacts, {
  noneKnown: z.optional(
    z.object({
      diagnoses: z.optional(noneSaid),
      medicines: z.optional(noneSaid),
      allergies: z.optional(noneSaid),
    }),
  ),
});
export type ClinicalFactsView = z.infer<typeof clinicalRecord>;

/** The same as a change: what is absent stays, `null` takes it away. */
export const clinicalFactsChange = {
  diagnoses: nullable(clinicalFacts.shape.diagnoses),
  pastHistory: nullable(clinicalFacts.shape.pastHistory),
  medicines: nullable(clinicalFacts.shape.medicines),
  infections: nullable(clinicalFacts.shape.infections),
  isolation: nullable(clinicalFacts.shape.isolation),
  tubes: nullable(clinicalFacts.shape.tubes),
  pressureInjuries: nullable(clinicalFacts.shape.pressureInjuries),
  mobility: nullable(clinicalFacts.shape.mobility),
  identityNumber: nullable(clinicalFacts.shape.identityNumber),
  insuranceNumber: nullable(clinicalFacts.shape.insuranceNumber),
  recordNumber: nullable(clinicalFacts.shape.recordNumber),
  address: nullable(clinicalFacts.shape.address),
  phone: nullable(clinicalFacts.shape.phone),
};

function nullable<T extends z.ZodMiniType>(field: z.ZodMiniExactOptional<T>) {
  return z.optional(z.nullable(field.def.innerType));
}
