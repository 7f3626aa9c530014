import { beforeEach, describe, expect, test } from "vitest";
import { hour } from "../../domain/model/time.ts";
import { stageOf } from "../../domain/referrals/referral.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { act, calledFor, caseOf, consortium, request, step, wakeReferral } from "./referring.ts";
import { World } from "./world.ts";

let world: World;
const change = (id: string, body: object, as?: string) =>
  world.call("change-facility", { id, body, ...(as !== undefined && { as }) });
const must = (id: string, body: object) => world.must("change-facility", { id, body });
const parentOf = async (id: string) => {
  const { items } = await world.must("list-facilities");
  return items.find((one: { readonly id: string }) => one.id === id)?.parentId;
};

beforeEach(async () => {
  world = await new World().furnish();
  await consortium(world);
  await world.person("operator", { name: "管理员", roles: [{ role: "operator" }] });
});

describe("a membership", () => {
  test("begins today or on a day to come, moves and ends, and what was stays told to both sides", async () => {
    expect(await must("home-1", { parentId: "centre-1", parentReason: "加入" })).toMatchObject({
      parentId: "centre-1",
      memberships: [{ parentId: "centre-1", from: "2026-11-22", reason: "加入" }],
    });
    const planned = { parentId: "hospital-1", parentFrom: "2026-11-24", parentReason: "划归县医院" };
    expect(await must("home-1", planned)).toMatchObject({ parentId: "centre-1" });
    world.pass(48 * hour);
    expect(await parentOf("home-1")).toBe("hospital-1");
    const seen = await world.must("show-consortium", { as: "nurse@centre-1" });
    expect(seen.memberships).toMatchObject([
      { facilityId: "home-1", parentId: "centre-1", from: "2026-11-22", until: "2026-11-23", endReason: "划归县医院" },
    ]);
    const own = await world.must("show-consortium", { as: "nurse@home-1" });
    expect(own.memberships).toMatchObject([
      { facilityId: "home-1", parentName: "城关卫生院" },
      { facilityId: "home-1", parentName: "县人民医院" },
    ]);
    expect(await must("home-1", { parentId: null, parentReason: "退出" })).not.toHaveProperty("parentId");
    expect(await parentOf("home-1")).toBeUndefined();
  });

  test("stored before there were days is read, and moves by days from then on", async () => {
    const facilities = new FacilityStore(world.tables);
    const before = await facilities.find("home-1");
    if (before === undefined) throw new Error("no home");
    await facilities.replace(before, { ...before, parentId: "centre-1" });
    expect(await parentOf("home-1")).toBe("centre-1");
    expect(await must("home-1", { parentId: "hospital-1", parentFrom: "2026-11-23" })).toMatchObject({
      parentId: "centre-1",
      memberships: [
        { parentId: "centre-1", until: "2026-11-22" },
        { parentId: "hospital-1", from: "2026-11-23" },
      ],
    });
  });

  test.each([
    ["on a day gone by", { parentId: "centre-1", parentFrom: "2026-11-21" }, 400, "invalid-request"],
    ["on a day that is none", { parentId: "centre-1", parentFrom: "2026-02-30" }, 400, "invalid-request"],
    ["of a day and nobody", { parentFrom: "2026-11-23" }, 400, "invalid-request"],
    ["in what there is not", { parentId: "nowhere", parentFrom: "2026-11-23" }, 404, "unknown-facility"],
    ["in an external hospital", { parentId: "outside-1", parentFrom: "2026-11-23" }, 409, "tree-impossible"],
  ])("%s is refused", async (_what, body, status, code) => {
    const answer = await change("home-1", body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await parentOf("home-1")).toBeUndefined();
  });

  test("does not begin in a house that is closed by then, and does in one that closes later", async () => {
    await must("centre-1", { close: { lastDay: "2026-11-30", reason: "撤并" } });
    const late = await change("home-1", { parentId: "centre-1", parentFrom: "2026-12-01" });
    expect([late.status, late.body.code]).toEqual([409, "tree-impossible"]);
    expect((await change("home-1", { parentId: "centre-1", parentFrom: "2026-11-30" })).status).toBe(200);
  });

  test("and whether a house takes anybody is for those to say who manage the consortium", async () => {
    for (const body of [{ parentId: "centre-1" }, { close: { reason: "停诊" } }, { reopen: { reason: "恢复" } }])
      expect((await change("home-1", body, "facility-manager@home-1")).status).toBe(403);
    expect((await change("home-1", { parentId: "centre-1" }, "operator")).status).toBe(200);
  });
});

describe("a hospital that takes nobody any more", () => {
  const close = { close: { reason: "停止合作" } };
  const routesTo = async (id: string) =>
    (await world.must("show-consortium", { as: "nurse@home-1" })).routes.filter(
      (route: { readonly toFacilityId: string }) => route.toFacilityId === id,
    ).length;

  test("is no destination from then on, by agreement or by telephone, and is one again when it opens", async () => {
    await must("outside-1", close);
    expect(await routesTo("outside-1")).toBe(0);
    const answer = await world.call("request-referral", {
      as: "nurse@home-1",
      body: { residentId: "resident-1", toFacilityId: "outside-1" },
    });
    expect(answer.body).toMatchObject({ code: "no-route" });
    const { id } = await request(world, { mode: "green-channel" });
    const desk = "referral-coordinator@hospital-1";
    const elsewhere = { do: "substitute", toFacilityId: "outside-1", reason: "抢救室满", phone: { with: "急诊台" } };
    expect((await act(world, id, desk, elsewhere)).body).toMatchObject({ code: "no-route" });
    const opened = await must("outside-1", { reopen: { reason: "恢复合作" } });
    expect(opened).not.toHaveProperty("closing");
    expect(await routesTo("outside-1")).toBe(1);
    expect((await act(world, id, desk, elsewhere)).body).toMatchObject({ destination: { id: "outside-1" } });
  });

  test("registers nobody, by form, by move or by table; who is there stays and moves within", async () => {
    await must("home-1", close);
    const wang = { name: "赵四", sex: "male", birthDate: "1940-01-01" } as const;
    const registered = await world.call("register-resident", { body: { ...wang, facilityId: "home-1" } });
    expect([registered.status, registered.body.code]).toEqual([409, "facility-closed"]);
    const csv = "编号,姓名,性别,出生日期,机构\np1,赵四,男,1940-01-01,home-1";
    const imported = await world.must("import-register", { body: { kind: "residents", csv, dryRun: false } });
    expect([imported.done, imported.faults]).toMatchObject([false, [{ row: 2, column: "机构" }]]);
    const away = await world.must("register-resident", { body: { ...wang, facilityId: "centre-1" } });
    const moved = await world.call("move-resident", { id: away.id, body: { facilityId: "home-1" } });
    expect([moved.status, moved.body.code]).toEqual([409, "facility-closed"]);
    await world.must("move-resident", { id: "resident-1", body: { bedId: null } });
    await must("home-1", { reopen: { reason: "恢复" } });
    await world.must("move-resident", { id: away.id, body: { facilityId: "home-1" } });
  });

  test("closes after a last day, through which all goes on; its agreements say that they are halted, and no new one is made", async () => {
    await must("hospital-2", { close: { lastDay: "2026-11-22", reason: "装修" } });
    expect(await routesTo("hospital-2")).toBe(2);
    const halted = async () =>
      (await world.must("list-agreements")).items.flatMap((one: { readonly id: string; readonly isHalted?: true }) =>
        one.isHalted === true ? [one.id] : [],
      );
    expect(await halted()).toEqual([]);
    world.pass(24 * hour);
    expect(await routesTo("hospital-2")).toBe(0);
    expect(await halted()).toEqual(["home-1-hospital-2"]);
    const terms = { fromFacilityId: "centre-1", toFacilityId: "hospital-2", covers: ["guidance"] };
    const made = await world.call("set-agreement", { body: { ...terms, validFrom: "2026-11-23" } });
    expect([made.status, made.body.errors?.[0]?.expected]).toEqual([400, "closed"]);
  });

  test("is told on every open case with it, and the case goes on to its end", async () => {
    const { id } = await request(world);
    expect(await world.must("show-referral", { id, as: "nurse@home-1" })).not.toHaveProperty("closedHouses");
    await must("hospital-1", close);
    const told = { facility: { id: "hospital-1", name: "县人民医院" }, from: "2026-11-22", reason: "停止合作" };
    expect((await world.must("show-referral", { id, as: "nurse@home-1" })).closedHouses).toEqual([told]);
    const { items } = await world.must("list-referrals", { as: "nurse@home-1" });
    expect(items).toMatchObject([{ id, closedHouses: [told] }]);
    await step(world, id, "doctor@hospital-1", { do: "accept" });
    const ended = await step(world, id, "nurse@home-1", { do: "cancel", reason: "另找医院" });
    expect(ended).not.toHaveProperty("closedHouses");
  });

  test("is not waited for: once its answer is late, whoever asked is called in its stead, once", async () => {
    const { id } = await request(world);
    const kinds = async (house: string) => (await calledFor(world, house)).map(({ kind }) => kind);
    await must("hospital-1", close);
    expect([await kinds("home-1"), await kinds("hospital-1")]).toEqual([[], ["referral-asked"]]);
    world.now = stageOf(await caseOf(world, id)).dueAt ?? Number.NaN;
    await wakeReferral(world, id);
    await wakeReferral(world, id);
    expect([await kinds("home-1"), await kinds("hospital-1")]).toEqual([["referral-late"], []]);
    await step(world, id, "nurse@home-1", { do: "offer", toFacilityId: "hospital-2" });
    expect([await kinds("home-1"), await kinds("hospital-2")]).toEqual([[], ["referral-asked"]]);
  });

  test("is not told of a hospital that somebody leaves, but of the house that they come to", async () => {
    const { id } = await request(world);
    await must("hospital-1", close);
    for (const action of ["accept", "arrive", "admit"] as const)
      await step(world, id, "doctor@hospital-1", { do: action });
    const ready = await step(world, id, "doctor@hospital-1", { do: "ready" });
    expect(ready).not.toHaveProperty("closedHouses");
    await must("home-1", close);
    const { closedHouses } = await world.must("show-referral", { id, as: "nurse@home-1" });
    expect(closedHouses).toMatchObject([{ facility: { id: "home-1" } }]);
  });

  test.each([
    ["a last day gone by", { close: { lastDay: "2026-11-21", reason: "停诊" } }],
    ["no reason", { close: { reason: " " } }],
    ["both at once", { close: { reason: "停诊" }, reopen: { reason: "恢复" } }],
  ])("is not closed with %s", async (_what, body) => {
    expect((await change("outside-1", body)).body.code).toBe("invalid-request");
    expect(await routesTo("outside-1")).toBe(1);
  });
});

describe("what an agreement says", () => {
  const words = { content: "双向转诊、绿色通道", manner: "先救治后付费", fees: "按医保规定结算", duties: "各负其责" };
  const paper = { ...words, number: "泰卫协〔2026〕3号", signedOn: "2026-11-01" };
  const terms = {
    fromFacilityId: "centre-1",
    toFacilityId: "hospital-1",
    covers: ["guidance"],
    validFrom: "2026-11-01",
  };

  test("is kept as it was signed, through rewording and ending; one of before has none", async () => {
    const made = await world.must("set-agreement", { body: { ...terms, ...paper, id: "p1" } });
    expect(made).toMatchObject(paper);
    const widened = { ...terms, covers: ["guidance", "up-referral"], id: "p1", version: 1 };
    expect(await world.must("set-agreement", { body: widened })).toMatchObject(paper);
    const fees = { ...terms, ...words, fees: "免费", id: "p1", version: 2 };
    expect(await world.must("set-agreement", { body: fees })).toMatchObject({ ...paper, fees: "免费" });
    const ended = await world.must("end-agreement", { id: "p1", body: { on: "now", reason: "到期" } });
    expect(ended).toMatchObject({ ...paper, fees: "免费" });
    const { items } = await world.must("list-agreements", { as: "nurse@home-1" });
    expect(items[0]).not.toHaveProperty("content");
  });

  test.each([
    ["a part without the others", { content: "双向转诊" }, "all four parts"],
    ["a day of signing to come", { ...words, signedOn: "2026-11-23" }, "signed-in-future"],
  ])("is refused with %s", async (_what, more, expected) => {
    const { status, body } = await world.call("set-agreement", { body: { ...terms, ...more } });
    expect([status, body.errors?.[0]?.expected]).toEqual([400, expected]);
  });
});
