import type { AllergyIntolerance, Bundle } from "fhir/r4";
import { beforeEach, describe, expect, test } from "vitest";
import { day, minute } from "../../domain/model/time.ts";
import { packageFaults } from "../papers/fhir-checkers.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { caseOf, consortium, request, step } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
});

const nurse = "nurse@home-1";
const doctor = "doctor@home-1";
const items = async (id: string) => (await world.must("list-snapshots", { id, as: nurse })).items;
const complete = (id: string, body: object, as = nurse) => world.call("complete-papers", { id, body, as });
const said = (snapshot: { fields: { name: string; lines: string[] }[] }, name: string) =>
  snapshot.fields.find((field) => field.name === name)?.lines;
const form = async (id: string) => {
  const answer = await world.call("print-referral", { id, as: nurse });
  const { pages } = await readPdf(Buffer.from(answer.body as unknown as string, "base64"));
  return pages.map(bare).join("");
};
const allergiesOf = async (id: string) => {
  const bundle = (await world.must("export-referral", { id, as: nurse })) as unknown as Bundle;
  const resources = bundle.entry?.map(({ resource }) => resource) ?? [];
  return resources.flatMap((each) =>
    each?.resourceType === "AllergyIntolerance" ? [(each as AllergyIntolerance).code?.text] : [],
  );
};

describe("two who put the same hand-over right, from the same page", () => {
  const allergy = { allergies: ["青霉素过敏性休克"] };

  test("lose neither word: the second puts right what the first left, and form, document and departure have both", async () => {
    const { id } = await request(world, { reason: "复查" });
    const [{ id: snapshotId }] = await items(id);
    const first = await complete(id, { snapshotId, change: allergy });
    world.pass(minute);
    const second = await complete(id, { snapshotId, change: { situation: "胸闷三天" } }, doctor);
    expect(second.body.corrects).toBe(first.body.id);
    expect(await allergiesOf(id)).toEqual(["青霉素过敏性休克"]);
    expect(await form(id)).toContain("青霉素过敏性休克");
    await step(world, id, "referral-coordinator@hospital-1", { do: "accept" });
    await step(world, id, nurse, { do: "depart" });
    expect(said((await items(id)).at(-1), "allergies")).toEqual(["青霉素过敏性休克"]);
  });

  test("who changes the same field is told what it says now and by whom, and nothing is written", async () => {
    const { id } = await request(world, { reason: "复查" });
    const [{ id: snapshotId }] = await items(id);
    const first = await complete(id, { snapshotId, change: { situation: "胸痛" } });
    const refused = await complete(id, { snapshotId, change: { situation: "腹痛" } }, doctor);
    expect([refused.status, refused.body.code, refused.body.about]).toEqual([409, "papers-changed", first.body.id]);
    expect(refused.body.errors).toMatchObject([
      { pointer: "#/change/situation", messages: { zh: expect.stringMatching(/nurse of home-1.*胸痛/) } },
    ]);
    expect(await items(id)).toHaveLength(2);
    const saw = { situation: "胸痛" };
    const again = await complete(id, { snapshotId: first.body.id, saw, change: { situation: "腹痛" } }, doctor);
    expect(said(again.body, "situation")).toEqual(["腹痛"]);
  });

  test("in papers that are still open too, by what the page saw; consent is compared as the moment that it is", async () => {
    const { id } = await request(world, { mode: "green-channel", reason: "跌倒" });
    await complete(id, { change: { impression: "骨折？" } });
    const refused = await complete(id, { saw: { impression: null }, change: { impression: "扭伤" } }, doctor);
    expect([refused.status, refused.body.code]).toEqual([409, "papers-changed"]);
    const [{ takenAt }] = await items(id);
    const given = { kind: "given", who: "resident", name: "王桂英", how: "signed", at: takenAt };
    expect((await complete(id, { saw: { consent: null }, change: { consent: given } })).status).toBe(200);
    const changed = { saw: { consent: given }, change: { consent: { ...given, name: "王小明" } } };
    expect((await complete(id, changed, doctor)).status).toBe(200);
  });

  test("the same request again, after a lost answer, makes no other", async () => {
    const { id } = await request(world, { reason: "复查" });
    const [{ id: snapshotId }] = await items(id);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push((await complete(id, { snapshotId, change: allergy })).body.id);
    expect(new Set(answers).size).toBe(1);
    expect(await items(id)).toHaveLength(2);
  });

  test("at the same moment: both words stand", async () => {
    const { id } = await request(world, { reason: "复查" });
    const [{ id: snapshotId }] = await items(id);
    await Promise.all([
      complete(id, { snapshotId, change: allergy }),
      complete(id, { snapshotId, change: { pastHistory: "支架术后" } }, doctor),
    ]);
    const last = (await items(id)).at(-1);
    expect([said(last, "allergies"), said(last, "pastHistory")]).toEqual([["青霉素过敏性休克"], ["支架术后"]]);
  });
});

describe("what was known at the request", () => {
  test("stays as it is once the departure's was handed over, and the departure's is what is printed", async () => {
    const { id } = await request(world, { mode: "green-channel", reason: "夜间跌倒，右髋痛" });
    world.pass(minute);
    await step(world, id, nurse, { do: "depart" });
    const [first, departure] = await items(id);
    world.pass(minute);
    await complete(id, { snapshotId: departure.id, change: { impression: "股骨颈骨折" }, seal: true });
    world.pass(minute);
    const { body } = await complete(id, { snapshotId: first.id, change: { situation: "事后改写：平地滑倒" } }, doctor);
    expect(body).toMatchObject({ occasion: "correction", corrects: first.id });
    expect(said((await items(id))[0], "situation")).toEqual(["夜间跌倒，右髋痛"]);
    const printed = await form(id);
    expect(printed).toContain("股骨颈骨折");
    expect(printed).not.toContain("事后改写");
  });

  test("stays as it is once the case has ended; what is added stands beside it", async () => {
    const { id } = await request(world, { mode: "green-channel", reason: "跌倒" });
    await step(world, id, nurse, { do: "cancel", reason: "家属送走" });
    world.pass(minute);
    const { body } = await complete(id, { change: { situation: "改写" } }, doctor);
    const [first, added] = await items(id);
    expect([said(first, "situation"), added.id, added.corrects]).toEqual([["跌倒"], body.id, first.id]);
    expect((await caseOf(world, id)).retrospective?.completedAt).toBeUndefined();
  });

  test("can be filled in before: whose words were written over stands beside them", async () => {
    const { id } = await request(world, { mode: "green-channel", reason: "跌倒" });
    world.pass(minute);
    const { body } = await complete(id, { change: { situation: "被推倒" } }, doctor);
    const field = body.fields.find(({ name }: { name: string }) => name === "situation");
    expect(field).toMatchObject({ lines: ["被推倒"], was: [{ lines: ["跌倒"], person: { id: nurse } }] });
  });

  test("a case takes so many corrections and words as one row of a table holds, and says so", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    let last = 200;
    for (let n = 0; last === 200 && n < 80; n += 1)
      last = (await complete(id, { change: { treatment: `${n}`.padEnd(2000, "字") } })).status;
    expect(last).toBe(409);
    expect((await complete(id, { seal: true })).status).toBe(200);
  });
});

describe("allergies, medicines and diagnoses are unknown, none, or a list", () => {
  const change = (body: object) => world.must("change-resident", { id: "resident-1", body, as: "doctor@home-1" });
  const bundleOf = async (id: string) => (await world.must("export-referral", { id, as: nurse })) as unknown as Bundle;
  const emptyReasons = (bundle: Bundle) =>
    [...JSON.stringify(bundle).matchAll(/"list-empty-reason|list-empty-reason","code":"(\w+)"/g)].map(
      ([, code]) => code,
    );

  test("what nobody recorded is said not to be known, on the form and in the document", async () => {
    const { id } = await request(world, { reason: "复查" });
    expect(await form(id)).toContain("过敏史未记录");
    const bundle = await bundleOf(id);
    expect(packageFaults()(bundle)).toEqual([]);
    expect(emptyReasons(bundle).slice(0, 3)).toEqual(["unavailable", "unavailable", "unavailable"]);
  });

  test("that there is none is a clinician's word, by name and time, everywhere", async () => {
    const shown = await change({ noneKnown: { allergies: true, medicines: true } });
    expect(shown.clinical.noneKnown.allergies).toMatchObject({ by: "doctor of home-1" });
    const { id } = await request(world, { reason: "复查" });
    expect(await form(id)).toContain("过敏史无已知过敏");
    const bundle = await bundleOf(id);
    expect(packageFaults()(bundle)).toEqual([]);
    expect(JSON.stringify(bundle)).toContain('"code":"716186003"');
    expect(emptyReasons(bundle).slice(0, 2)).toEqual(["unavailable", "nilknown"]);
  });

  test("the word 无 is none, not something to be allergic to, in the record and in the papers", async () => {
    expect(await change({ allergies: ["无"] })).toMatchObject({
      allergies: [],
      clinical: { noneKnown: { allergies: {} } },
    });
    await change({ allergies: ["花粉"] });
    expect((await world.must("show-resident", { id: "resident-1", as: nurse })).clinical).not.toHaveProperty(
      "noneKnown",
    );
    const { id } = await request(world, { mode: "green-channel" });
    const { body } = await complete(id, { change: { allergies: ["无"], medicines: [] } });
    const field = body.fields.find(({ name }: { name: string }) => name === "allergies");
    expect(field).toMatchObject({ value: "none-known", lines: ["无已知过敏"], system: ["花粉"] });
    expect(await allergiesOf(id)).toEqual(["无已知过敏"]);
  });
});

describe("who stands on the papers", () => {
  const boss = "referral-coordinator@hospital-1";

  test("what a house said that declined since is not the approval of the one that is asked now", async () => {
    const { id } = await request(world, { reason: "复查" });
    await step(world, id, boss, { do: "accept", reason: "可以收治，内科1床" });
    await step(world, id, boss, { do: "decline", reason: "床位没有了" });
    await step(world, id, nurse, { do: "offer", toFacilityId: "hospital-2" });
    const printed = await form(id);
    expect(printed).toContain("审批意见未记录");
    expect(printed).not.toContain("内科1床");
    await step(world, id, "referral-coordinator@hospital-2", { do: "accept", reason: "骨科收" });
    expect(await form(id)).toContain("骨科收");
  });

  test("a nurse is who dealt with it, and no doctor's signature; a doctor is named", async () => {
    const [first] = [await request(world, { reason: "复查" })];
    const printed = await form(first.id);
    expect(printed).toContain(bare("经办人 nurse of home-1（护士）"));
    expect(printed).toContain(bare("转诊医生（签字） 联系电话"));
    await step(world, first.id, nurse, { do: "cancel", reason: "x" });
    const second = await request(world, { reason: "复查" }, doctor);
    expect(await form(second.id)).toContain(bare("转诊医生（签字） doctor of home-1"));
    const bundle = (await world.must("export-referral", { id: second.id, as: nurse })) as unknown as Bundle;
    const role = bundle.entry
      ?.map(({ resource }) => resource)
      .find((each) => each?.resourceType === "PractitionerRole");
    expect(role).toMatchObject({ code: [{ text: "医生" }] });
  });

  test("on the way back the person is in the hospital: neither the bed at home nor what is measured there is theirs", async () => {
    const { id } = await request(world, { mode: "green-channel" });
    for (const [as, what] of [
      [nurse, "depart"],
      ["doctor@hospital-1", "arrive"],
      ["doctor@hospital-1", "admit"],
      ["doctor@hospital-1", "ready"],
    ] as const)
      await step(world, id, as, { do: what });
    const last = (await items(id)).at(-1);
    expect(said(last, "place")).toEqual(["县人民医院（医院）"]);
    expect([said(last, "vitals"), said(last, "news2")]).toEqual([undefined, undefined]);
  });
});

describe("the follow-up", () => {
  const hospital = "doctor@hospital-1";
  const followUps = [
    { what: "门诊复诊", dueOn: "2026-12-11" },
    { what: "复查血常规", dueOn: "2026-11-26" },
  ];
  const backHome = async (said: object) => {
    const { id } = await request(world, { mode: "green-channel" });
    for (const [as, what] of [
      [nurse, "depart"],
      [hospital, "arrive"],
      [hospital, "admit"],
      [hospital, "ready"],
    ] as const)
      await step(world, id, as, { do: what });
    await complete(id, { change: said }, hospital);
    await step(world, id, doctor, { do: "accept-down" });
    await step(world, id, hospital, { do: "depart-back" });
    await step(world, id, nurse, { do: "receive-back" });
    return id;
  };
  const dueOf = async (id: string) => (await caseOf(world, id)).stages.at(-1)?.dueAt;

  test("is due by the first day that the hospital named, however many it named, and by the norm where it named none", async () => {
    expect(await dueOf(await backHome({ followUps }))).toBe(Date.parse("2026-11-27T00:00:00+08:00"));
    world = await new World().furnish();
    await consortium(world);
    expect(await dueOf(await backHome({ nextPlan: "休息" }))).toBe(world.now + 14 * day);
  });

  test("follows what the hospital says later", async () => {
    const id = await backHome({ nextPlan: "休息" });
    await complete(id, { change: { followUps } }, hospital);
    expect(await dueOf(id)).toBe(Date.parse("2026-11-27T00:00:00+08:00"));
  });
});
