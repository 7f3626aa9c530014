import { expect, test } from "vitest";
import { residentChange } from "../../contracts/http/resident-changes.ts";
import { clinicalChangeOf, clinicalValuesOf, linesOf } from "../../web/clinical/clinical-values.ts";

const known = {
  diagnoses: [
    { name: "高血压", icd10: "I10", since: "2009" },
    { name: "阑尾切除术后", past: true as const },
  ],
  medicines: [{ name: "氨氯地平", dosage: "5 mg" }],
  infections: ["MRSA"],
  isolation: ["contact" as const],
  tubes: [{ kind: "urinary-catheter" as const, since: "2026-11-01" }],
  mobility: "wheelchair" as const,
  phone: "0796-5320000",
};
const values = clinicalValuesOf(known);

test("what was not changed is not sent", () => {
  expect(clinicalChangeOf(known, 7, values)).toEqual({ version: 7 });
  expect(clinicalChangeOf({}, 1, clinicalValuesOf({}))).toEqual({ version: 1 });
});

test("what was emptied is taken away, what was filled in is sent whole, and the service takes it", () => {
  const change = clinicalChangeOf(known, 7, {
    ...values,
    diagnoses: [...values.diagnoses, { name: " 糖尿病 ", icd10: "", since: "", past: "" }],
    infections: " \n",
    isolation: [],
    mobility: "",
    pressureInjuries: "骶尾部 2期\n\n足跟 1期",
  });
  expect(change).toEqual({
    version: 7,
    diagnoses: [...known.diagnoses, { name: "糖尿病" }],
    infections: null,
    isolation: null,
    mobility: null,
    pressureInjuries: ["骶尾部 2期", "足跟 1期"],
  });
  expect(residentChange.safeParse(change).success).toBe(true);
});

test("an empty row keeps its place, so that what is wrong is told where it stands", () => {
  const change = clinicalChangeOf(known, 7, { ...values, medicines: [{ name: "", dosage: "" }, ...values.medicines] });
  expect(change.medicines).toEqual([{}, ...known.medicines]);
});

test("one a line", () => {
  expect(linesOf(" a \n\n b")).toEqual(["a", "b"]);
});
