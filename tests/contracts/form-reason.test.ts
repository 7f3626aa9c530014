import { expect, test } from "vitest";
import { formContent } from "../../contracts/papers/form-content.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import type { SnapshotFields } from "../../domain/referrals/snapshot-fields.ts";
import { upPapers } from "../papers/example-papers.ts";

const reasonOn = (fields: SnapshotFields) => {
  const papers: ReferralPapers = { ...upPapers, snapshot: { ...upPapers.snapshot, fields } };
  return formContent(papers).find((block) => block.kind === "field" && block.label === "主要现病史（转出原因）");
};
const { situation, ...unsaid } = upPapers.snapshot.fields;
const { alert: _, ...without } = unsaid;

test("where nobody said why they go, the form says from which alert, and that nobody added to it", () => {
  expect(unsaid.alert).toBeDefined();
  expect(reasonOn(unsaid)).toMatchObject({
    text: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d .+（优先级 .）\n.+/),
    note: expect.stringContaining("系统按告警填写"),
  });
});

test("what a person said or took away stands, and without an alert nothing is made up", () => {
  expect(reasonOn({ ...unsaid, ...(situation && { situation }) })).toMatchObject({ text: situation?.value });
  const by = { kind: "person", person: { id: "n", name: "陈静" }, at: 0 } as const;
  expect(reasonOn({ ...unsaid, situation: { by } })).toMatchObject({ text: "未记录" });
  expect(reasonOn(without)).toMatchObject({ text: "未记录" });
});
