import type { Bundle } from "fhir/r4";
import { beforeEach, expect, test } from "vitest";
import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { takenOver } from "../../web/referral/take-over.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { caseOf, consortium, request, step, stepsOf } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
const aspirin = { name: "阿司匹林", dosage: "100 mg" };
beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
  const body = { medicines: [aspirin], diagnoses: [{ name: "高血压" }] };
  await world.must("change-resident", { id: "resident-1", as: nurse, body });
});

const nurse = "nurse@home-1";
const doctor = "doctor@hospital-1";
const all = ["impression", "nextPlan", "medicines", "followUps"];
const listed = async (id: string) =>
  (await world.must("list-snapshots", { id, as: nurse })).items as readonly SnapshotView[];
const fieldOf = (snapshot: SnapshotView | undefined, name: string) =>
  snapshot?.fields.find((each) => each.name === name);
const say = (id: string, change: object) => world.must("complete-papers", { id, as: doctor, body: { change } });
const shown = (id: string) => world.must("show-referral", { id, as: nurse });
const form = async (id: string) => {
  const { body } = await world.call("print-referral", { id, query: { kind: "back" }, as: nurse });
  return (await readPdf(Buffer.from(body as unknown as string, "base64"))).pages.map(bare).join("");
};
const medicinesIn = async (id: string) => {
  const { entry } = (await world.must("export-referral", {
    id,
    query: { kind: "back" },
    as: nurse,
  })) as unknown as Bundle;
  return (entry ?? []).filter(({ resource }) => resource?.resourceType === "MedicationStatement").length;
};

/** In the hospital, and fit to go back. */
async function fitToGo(): Promise<string> {
  const { id } = await request(world, { mode: "green-channel", reason: "呼吸困难" });
  await step(world, id, nurse, { do: "depart" });
  world.pass(20 * minute);
  await step(world, id, doctor, { do: "arrive" });
  await step(world, id, doctor, { do: "admit" });
  world.pass(hour);
  await step(world, id, doctor, { do: "ready" });
  return id;
}

test("without a word of the hospital the home's medicines are those of before, and nothing that it could take over", async () => {
  const id = await fitToGo();
  const back = (await listed(id)).at(-1);
  expect(fieldOf(back, "medicines")).toBeUndefined();
  expect(fieldOf(back, "diagnoses")).toBeUndefined();
  expect(fieldOf(back, "medicinesBefore")).toMatchObject({ value: [aspirin], by: { kind: "system" } });
  expect(back && takenOver(back)).toBeUndefined();
  expect(await medicinesIn(id)).toBe(0);
  const text = await form(id);
  expect(text).toContain(bare("转诊前用药 阿司匹林 100 mg"));
  expect(text).toContain(bare("出院用药 未记录"));
});

test("what a nurse of the home had put right for the way out is theirs too on the way back", async () => {
  const { id } = await request(world, { mode: "green-channel" });
  const warfarin = { name: "华法林" };
  await world.must("complete-papers", { id, as: nurse, body: { change: { medicines: [warfarin] } } });
  await step(world, id, doctor, { do: "arrive", phone: { with: "急诊" } });
  await step(world, id, doctor, { do: "treat" });
  const back = (await listed(id)).at(-1);
  expect(fieldOf(back, "medicinesBefore")).toMatchObject({ value: [warfarin], by: { kind: "person" } });
  expect(back && takenOver(back)).toBeUndefined();
});

test("a letter that says too little holds nobody up, and is marked at both houses until it is said", async () => {
  const id = await fitToGo();
  expect((await shown(id)).letterLacks).toEqual(all);
  await say(id, { impression: "肺炎", followUps: [{ what: "复查", dueOn: "2026-12-01" }] });
  expect((await shown(id)).letterLacks).toEqual(["nextPlan", "medicines"]);
  await step(world, id, "doctor@home-1", { do: "accept-down" });
  await step(world, id, doctor, { do: "depart-back" });
  expect((await stepsOf(world, id)).at(-1)).toMatchObject({ letterLacks: ["nextPlan", "medicines"] });
  expect((await listed(id)).at(-1)?.sealedAt).toBeDefined();
  await say(id, { nextPlan: "口服抗生素", medicines: [{ name: "头孢呋辛酯片" }] });
  expect(await shown(id)).not.toHaveProperty("letterLacks");
  const back = (await listed(id)).at(-1);
  expect(back).toMatchObject({ occasion: "correction" });
  expect(back && takenOver(back)?.record).toEqual({ medicines: [{ name: "头孢呋辛酯片" }] });
  expect(await medicinesIn(id)).toBe(1);
});

test("that nothing changed is said as such, and changes nothing at home", async () => {
  const id = await fitToGo();
  await say(id, { medicines: [aspirin] });
  const back = (await listed(id)).at(-1);
  expect(fieldOf(back, "medicines")?.lines[0]).toBe("无变化，与转诊前相同：");
  expect(back && takenOver(back)).toBeUndefined();
  expect(await medicinesIn(id)).toBe(1);
});

test("tubes, pressure injuries and mobility of the home are those of before: what the hospital finds is said anew, or that there is none", async () => {
  const tubes = [{ kind: "urinary-catheter" }];
  const record = { tubes, pressureInjuries: ["骶尾部 2期"], mobility: "with-aid" };
  await world.must("change-resident", { id: "resident-1", as: nurse, body: record });
  const id = await fitToGo();
  const back = (await listed(id)).at(-1);
  for (const name of ["tubes", "pressureInjuries", "mobility"] as const) {
    expect(fieldOf(back, name), name).toBeUndefined();
    expect(fieldOf(back, `${name}Before`), name).toMatchObject({ value: record[name], by: { kind: "system" } });
  }
  expect((await shown(id)).letterLacks).toEqual([...all, "tubes", "pressureInjuries", "mobility"]);
  const { entry } = (await world.must("export-referral", {
    id,
    query: { kind: "back" },
    as: nurse,
  })) as unknown as Bundle;
  expect(JSON.stringify(entry)).not.toContain("DeviceUseStatement");
  await say(id, { tubes: "none-known", mobility: "bedridden" });
  expect((await shown(id)).letterLacks).toEqual([...all, "pressureInjuries"]);
  await say(id, { pressureInjuries: ["骶尾部 2期"] });
  const said = (await listed(id)).at(-1);
  expect(fieldOf(said, "tubes")?.lines).toEqual(["无管路与植入物"]);
  expect(fieldOf(said, "pressureInjuries")?.lines[0]).toBe("无变化，与转诊前相同：");
  const text = await form(id);
  expect(text).toContain(bare("转诊前管路与植入物 导尿管"));
  expect(text).toContain(bare("出院时管路与植入物 无管路与植入物"));
});

test("the second time that somebody is fit the hospital's list stays, and the home's is still that of before", async () => {
  const id = await fitToGo();
  await say(id, { medicines: [{ name: "头孢呋辛酯片" }] });
  await step(world, id, doctor, { do: "not-ready", reason: "发热" });
  world.pass(hour);
  await step(world, id, doctor, { do: "ready" });
  const back = (await listed(id)).at(-1);
  expect(fieldOf(back, "medicines")).toMatchObject({ value: [{ name: "头孢呋辛酯片" }] });
  expect(fieldOf(back, "medicinesBefore")).toMatchObject({ value: [aspirin] });
});

test("with the arrival the way out is handed over: later words stand beside it, and complete the papers in time or late", async () => {
  const { id, requestedAt } = await request(world, { mode: "green-channel" });
  const dueAt = Date.parse(requestedAt) + 6 * hour;
  expect(Date.parse((await shown(id)).retrospective.dueAt)).toBe(dueAt);
  await step(world, id, nurse, { do: "depart" });
  await step(world, id, doctor, { do: "arrive" });
  const before = await listed(id);
  expect(before.map(({ sealedAt }) => sealedAt === undefined)).toEqual([false, false]);
  expect((await caseOf(world, id)).snapshots.every(({ sealedAt }) => sealedAt !== undefined)).toBe(true);
  await world.must("complete-papers", { id, as: nurse, body: { change: { situation: "跌倒" } } });
  const after = await listed(id);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after.at(-1)).toMatchObject({ occasion: "correction" });
  await world.must("complete-papers", { id, as: nurse, body: { seal: true } });
  expect((await shown(id)).retrospective).toMatchObject({ by: { id: nurse } });
  expect((await shown(id)).retrospective).not.toHaveProperty("dueAt");
});

test("the form says what the receiving house arranged, apart from how the home brings them", async () => {
  const { id } = await request(world, {});
  const out = async () => {
    const { body } = await world.call("print-referral", { id, query: { kind: "out" }, as: nurse });
    return (await readPdf(Buffer.from(body as unknown as string, "base64"))).pages.map(bare).join("");
  };
  expect(await out()).toContain(bare("接收安排 未记录 转运方式 未记录"));
  await step(world, id, doctor, { do: "accept", bedId: "b1" });
  await step(world, id, nurse, { do: "arrange-transport", reason: "本院面包车" });
  const text = await out();
  expect(text).toMatch(/接收安排床位:内科1床,保留至[\d:-]+转运方式本院面包车/u);
});

test("who answered the call of the desk, and what it made ready, stand on the form", async () => {
  const { id } = await request(world, { mode: "green-channel", centre: "stroke" });
  const { incomingAlertId } = await caseOf(world, id);
  const desk = "referral-coordinator@hospital-1";
  await world.must("acknowledge-alert", { id: incomingAlertId ?? "", as: desk, body: {} });
  await world.must("record-time-point", { id, as: doctor, body: { code: "prepare-ct" } });
  const { body } = await world.call("print-referral", { id, query: { kind: "out" }, as: nurse });
  const text = (await readPdf(Buffer.from(body as unknown as string, "base64"))).pages.map(bare).join("");
  expect(text).toContain(bare("接收安排 已准备：CT"));
  expect(text).toContain(bare("已知悉：referral-coordinator of hospital-1"));
});

test("papers of the way back that an earlier version stored name the home's list as that of before", async () => {
  const id = await fitToGo();
  const store = new ReferralStepStore(world.tables);
  const kept = (await store.listSnapshots(id)).items.find(({ occasion }) => occasion === "return");
  const { medicinesBefore: medicines, ...fields } = kept?.fields ?? {};
  const earlier = { ...kept, fields: { ...fields, medicines } } as Snapshot;
  const stored = await caseOf(world, id);
  const referral = { ...stored, version: stored.version + 1 };
  const row = { referralId: id, version: referral.version, at: world.now, what: "papers", to: stored.state } as const;
  await new ReferralStore(world.tables).advance({ referral, step: row, snapshots: [earlier] });
  const back = (await listed(id)).at(-1);
  expect(fieldOf(back, "medicines")).toBeUndefined();
  expect(fieldOf(back, "medicinesBefore")).toMatchObject({ value: [aspirin] });
});
