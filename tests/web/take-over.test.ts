import { expect, test } from "vitest";
import { newNote } from "../../contracts/http/notes.ts";
import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import { residentChange } from "../../contracts/http/resident-changes.ts";
import { takenOver } from "../../web/referral/take-over.ts";

const field = (name: string, lines: readonly string[], value: unknown, kind = "person") =>
  ({ name, title: { zh: name, en: name }, lines, value, by: { kind } }) as unknown as SnapshotView["fields"][number];
const id = "3f0c2a52-0000-4000-8000-000000000001";

test("what the hospital says is taken over as the routes take it: medicines into the record, the plan as one note", () => {
  const medicines = [{ name: "头孢呋辛酯片", dosage: "0.25 g" }];
  const fields = [field("medicines", ["头孢"], medicines), field("nextPlan", ["糊状饮食"], "糊状饮食")];
  const over = takenOver({ id, fields });
  expect(residentChange.safeParse(over?.record)).toMatchObject({ success: true, data: { medicines } });
  expect(newNote.safeParse(over?.note)).toMatchObject({ success: true });
  expect(over?.note?.text).toContain("糊状饮食");
});

test("that nothing is to be taken is taken over as such; what the home's own record says is not", () => {
  expect(takenOver({ id, fields: [field("medicines", ["无"], "none-known")] })?.record).toEqual({
    medicines: null,
    noneKnown: { medicines: true },
  });
  expect(takenOver({ id, fields: [field("medicines", ["旧药"], [{ name: "旧药" }], "system")] })).toBeUndefined();
});
