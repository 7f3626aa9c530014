import type { Bundle, Task } from "fhir/r4";
import { beforeEach, describe, expect, test } from "vitest";
import { minute } from "../../domain/model/time.ts";
import { packageFaults } from "../papers/fhir-checkers.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { fall } from "./escalating.ts";
import { caseOf, consortium, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
  await world.telemetry(world.heartRate("bed-1", 88, "m-1"));
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const list = (id: string, as = nurse) => world.must("list-snapshots", { id, as });
const complete = (id: string, body: object, as = nurse) => world.call("complete-papers", { id, body, as });
const form = async (id: string, query: Record<string, string> = {}, as = nurse) => {
  const answer = await world.call("print-referral", { id, query, as });
  const { pages } = await readPdf(Buffer.from(answer.body as unknown as string, "base64"));
  return { answer, text: pages.map(bare).join("") };
};
const fhir = async (id: string, query: Record<string, string> = {}, as = doctor) =>
  (await world.must("export-referral", { id, query, as })) as unknown as Bundle;

/** To the hospital and as far as fit to go back. */
async function treated(): Promise<string> {
  const { id } = await request(world, { mode: "green-channel", reason: "呼吸困难" });
  await step(world, id, nurse, { do: "depart" });
  world.pass(20 * minute);
  await step(world, id, doctor, { do: "arrive" });
  await step(world, id, doctor, { do: "admit" });
  world.pass(60 * minute);
  await step(world, id, doctor, { do: "ready" });
  return id;
}

describe("the hand-over of a referral", () => {
  test("is taken with the request, read by both houses, and says who filled in what", async () => {
    const { id } = await request(world, { mode: "green-channel", reason: "呼吸困难" });
    const [mine, theirs] = [await list(id), await list(id, doctor)];
    expect(theirs.items).toEqual(mine.items);
    expect(mine.items[0]).toMatchObject({ occasion: "request", takenBy: { id: nurse } });
    const field = (name: string) => mine.items[0].fields.find((each: { name: string }) => each.name === name);
    expect(field("identity")).toMatchObject({ by: { kind: "system" }, lines: [expect.stringContaining("王桂英")] });
    expect(field("situation")).toMatchObject({ by: { kind: "person" }, lines: ["呼吸困难"] });
    expect(mine.items[0].trend.series).toMatchObject([{ code: "heart-rate", points: [{ mean: 88 }] }]);
    expect([mine.mayChange.length, theirs.mayChange.length]).toEqual([1, 0]);
  });

  test("gets what the carer saw who called for help, and nothing else of them, until it is handed over", async () => {
    const carer = "carer@home-1";
    const alert = await fall(world);
    const { id } = await world.must("call-green-channel", { id: alert, as: carer });
    expect(await list(id, carer)).toMatchObject({ mayChange: [], mayAdd: [expect.any(String)] });
    await world.person("colleague", { roles: [{ role: "carer", facilityId: "home-1" }] });
    expect(await list(id, "colleague")).not.toHaveProperty("mayAdd");
    const seen = { situation: "床旁跌倒，右髋痛", treatment: "未搬动，已保暖" };
    const refused = [
      await complete(id, { change: seen }, "colleague"),
      await complete(id, { change: { ...seen, medicines: [{ name: "阿司匹林" }] } }, carer),
      await complete(id, { change: seen, seal: true }, carer),
    ];
    expect(refused.map(({ body }) => body.code)).toEqual(["not-your-part", "not-your-part", "not-your-part"]);
    expect((await complete(id, { change: seen }, carer)).status).toBe(200);
    const said = (await list(id)).items[0].fields.find((field: { name: string }) => field.name === "situation");
    expect(said).toMatchObject({ lines: ["床旁跌倒，右髋痛"], by: { person: { id: carer } } });
    await complete(id, { seal: true });
    expect((await complete(id, { change: { treatment: "再补" } }, carer)).body.code).toBe("not-your-part");
  });

  test("an emergency's papers are filled in afterwards: marked, stepped, and complete when handed over", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    world.pass(10 * minute);
    const said = await complete(id, { change: { impression: "心力衰竭？", allergies: ["青霉素"] } });
    expect([said.status, said.body.sealedAt]).toEqual([200, undefined]);
    expect((await caseOf(world, id)).retrospective).toEqual({});
    const sealed = await complete(id, { seal: true });
    expect(sealed.body.sealedAt).toBeDefined();
    expect((await caseOf(world, id)).retrospective).toMatchObject({ completedAt: world.now, by: { id: nurse } });
    const { steps } = await world.must("show-referral", { id, as: nurse });
    expect(steps.filter(({ what }: { what: string }) => what === "papers")).toHaveLength(2);
  });

  test("what was handed over stays as it is: a correction stands beside it, and is what is printed", async () => {
    const { id } = await request(world, { reason: "发热三天" });
    const before = (await list(id)).items[0];
    expect(before.sealedAt).toBeDefined();
    world.pass(minute);
    const { body } = await complete(id, { change: { situation: "发热四天" } });
    expect(body).toMatchObject({ occasion: "correction", corrects: before.id });
    expect((await list(id)).items).toEqual([before, body]);
    const { text } = await form(id);
    expect(text).toContain("发热四天");
    expect(text).toContain(bare(`更正前一份 ${before.id}`));
  });

  test("said again as it is changes nothing", async () => {
    const { id } = await request(world, { reason: "发热三天" });
    await complete(id, { change: { situation: "发热三天" } });
    expect((await list(id)).items).toHaveLength(1);
    expect((await caseOf(world, id)).version).toBe(1);
  });

  test.each([
    ["the hospital does not write the home's papers", doctor, 403],
    ["a carer does not write papers", "carer@home-1", 403],
    ["another hospital does not learn that there are any", "doctor@hospital-2", 404],
  ])("%s", async (_claim, as, status) => {
    const { id } = await request(world);
    expect((await complete(id, { change: { impression: "x" } }, as)).status).toBe(status);
  });

  test("evidence cannot be written, and of two who change at once the second has to look again", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    expect((await complete(id, { change: { news2: {} } })).status).toBe(400);
    await complete(id, { change: { impression: "a" }, version: 1 });
    expect((await complete(id, { change: { impression: "b" }, version: 1 })).status).toBe(409);
  });
});

test("a follow-up is not planned for a day that is over", async () => {
  const id = await treated();
  const plan = (dueOn: string) => complete(id, { change: { followUps: [{ what: "复查", dueOn }] } }, doctor);
  const refused = await plan("2025-12-01");
  expect([refused.status, refused.body]).toMatchObject([400, { errors: [{ pointer: "#/change/followUps" }] }]);
  expect((await plan("2027-12-01")).status).toBe(200);
});

describe("the papers of both ways", () => {
  test("the form is a PDF for both houses, of the way on which the case is, or of the one that is asked for", async () => {
    const id = await treated();
    await complete(
      id,
      {
        change: {
          impression: "肺炎好转",
          nextPlan: "口服抗生素3天",
          followUps: [{ what: "复查CRP", dueOn: "2026-12-01" }],
        },
        seal: true,
      },
      doctor,
    );
    const { answer, text } = await form(id);
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, "application/pdf"]);
    for (const word of ["双向转诊(回转)单", "肺炎好转", "口服抗生素3天", "2026-12-01复查CRP", "转回单位松鹤院"])
      expect(text).toContain(word);
    const out = (await form(id, { kind: "out" }, doctor)).text;
    for (const word of ["双向转诊(转出)单", "转入单位县人民医院", "呼吸困难", "绿色通道,按协议直接接收"])
      expect(out).toContain(word);
  });

  test("the document is valid FHIR, up and down, and its task says how far the way has come", async () => {
    const id = await treated();
    const faults = packageFaults();
    const [up, down] = [await fhir(id, { kind: "out" }), await fhir(id, { kind: "back" })];
    expect([...faults(up), ...faults(down)]).toEqual([]);
    const task = (bundle: Bundle) =>
      bundle.entry?.map(({ resource }) => resource).find((each): each is Task => each?.resourceType === "Task");
    expect([task(up), task(down)]).toMatchObject([
      { status: "completed", priority: "stat" },
      { status: "requested", priority: "routine" },
    ]);
  });

  test("a way without a snapshot has no paper, and says so", async () => {
    const { id } = await request(world);
    const answer = await world.call("print-referral", { id, query: { kind: "back" }, as: nurse });
    expect([answer.status, answer.body.code]).toEqual([404, "unknown-snapshot"]);
  });
});
