import { beforeEach, describe, expect, test } from "vitest";
import { hour } from "../../domain/model/time.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { storedItem } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { World } from "./world.ts";

let world: World;

const departments = [
  { id: "ed", name: "急诊科", kind: "emergency", phone: "+861000000001" },
  { id: "desk", name: "双向转诊办", kind: "referral", phone: "8120", isReferralDesk: true },
];
const terms = {
  fromFacilityId: "home-1",
  toFacilityId: "county",
  covers: ["up-referral", "down-referral"],
  validFrom: "2026-11-01",
};

beforeEach(async () => {
  world = await new World().furnish();
  for (const [id, kind] of [
    ["county", "county-hospital"],
    ["centre", "township-health-centre"],
    ["city", "external-hospital"],
    ["home-2", "care-home"],
  ])
    await world.must("register-facility", { body: { id, name: `${id} 院`, kind } });
  await world.must("change-facility", { id: "county", body: { departments } });
  await world.must("change-facility", { id: "centre", body: { parentId: "county" } });
  await world.must("change-facility", { id: "home-1", body: { parentId: "centre" } });
  await world.person("operator", { roles: [{ role: "operator" }] });
  await world.person("manager", { roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  await world.person("desk", { roles: [{ role: "referral-coordinator", facilityId: "county" }] });
  await world.person("stranger", { roles: [{ role: "nurse", facilityId: "home-2" }] });
});

const shown = async (as: string) => world.must("show-consortium", { as });
const ids = (of: { readonly facilities: readonly { readonly id: string }[] }) => of.facilities.map(({ id }) => id);

describe("what concerns somebody of the consortium", () => {
  test("is those above and below; no other home of the county", async () => {
    expect(ids(await shown("manager"))).toEqual(["centre", "county", "home-1"]);
    expect(ids(await shown("desk"))).toEqual(["centre", "county", "home-1"]);
    expect(ids(await shown("stranger"))).toEqual(["home-2"]);
    expect(ids(await shown("operator"))).toEqual(["centre", "city", "county", "home-1", "home-2"]);
  });

  test("names departments and desks by what they are, and whether somebody is on duty there, but nobody", async () => {
    const county = async () =>
      (await shown("manager")).facilities.find(({ id }: { readonly id: string }) => id === "county");
    expect(await county()).toMatchObject({ departments, desk: "no-roster", isOwn: false });
    const duties = new DutyStore(world.tables);
    const shift = { id: "d1", facilityId: "county", role: "referral-coordinator", personId: "desk" } as const;
    const span = { from: world.now - hour, until: world.now + hour, kind: "planned", version: 1 } as const;
    await duties.commit({ put: [{ ...shift, ...span }] });
    expect((await county()).desk).toBe("staffed");
    world.pass(2 * hour);
    expect((await county()).desk).toBe("nobody");
    expect(JSON.stringify(await county())).not.toContain("d1");
  });

  test("opens by an agreement, from its first day to its last, both ways", async () => {
    await world.must("set-agreement", { body: { ...terms, id: "a1", validUntil: "2026-11-22" } });
    const routes = async (as: string) => (await shown(as)).routes;
    expect(await routes("manager")).toMatchObject([
      { kind: "up-referral", fromFacilityId: "home-1", toFacilityId: "county", agreementId: "a1" },
      { kind: "down-referral", fromFacilityId: "county", toFacilityId: "home-1", agreementId: "a1" },
    ]);
    expect(await routes("desk")).toHaveLength(2);
    expect(await routes("stranger")).toEqual([]);
    world.pass(24 * hour);
    expect(await routes("manager")).toEqual([]);
  });
});

describe("an agreement", () => {
  test("is made, changed by the version that was seen, ended, and keeps what it was", async () => {
    const made = await world.must("set-agreement", { body: { ...terms, id: "a1" }, as: "operator" });
    expect(made).toMatchObject({ id: "a1", isInForce: true, version: 1, changes: [{ what: "made" }] });
    const wider = { ...terms, id: "a1", covers: ["green-channel", "up-referral"], version: 1 };
    expect(await world.must("set-agreement", { body: wider })).toMatchObject({
      covers: ["up-referral", "green-channel"],
      version: 2,
    });
    expect(await world.call("set-agreement", { body: wider })).toMatchObject({
      status: 409,
      body: { code: "version-conflict" },
    });
    const end = { on: "2026-11-21", reason: "不再合作" };
    expect(await world.must("end-agreement", { id: "a1", body: end })).toMatchObject({
      isInForce: false,
      validUntil: "2026-11-21",
      changes: [{ what: "made" }, { what: "changed" }, { what: "ended", reason: "不再合作" }],
    });
    expect((await world.must("end-agreement", { id: "a1", body: end })).version).toBe(3);
  });

  test("that is ended at once opens no route from that moment on, whatever its last day, until another one is named", async () => {
    await world.must("set-agreement", { body: { ...terms, id: "a1", usualMinutes: 25 } });
    const routes = async () => (await world.must("show-consortium", { as: "manager" })).routes.length;
    expect(await routes()).toBeGreaterThan(0);
    const end = { on: "now", reason: "医院停诊" };
    const ended = await world.must("end-agreement", { id: "a1", body: end });
    expect(ended).toMatchObject({ isInForce: false, endedAt: expect.any(String), usualMinutes: 25, version: 2 });
    expect(ended.changes.at(-1)).toMatchObject({ what: "ended", reason: "医院停诊" });
    expect(await routes()).toBe(0);
    expect((await world.must("end-agreement", { id: "a1", body: end })).version).toBe(2);
    const worded = { ...terms, id: "a1", validUntil: ended.validUntil, covers: ["guidance"] };
    const again = await world.must("set-agreement", { body: { ...worded, version: 2 } });
    expect(again.isInForce).toBe(false);
    const { validUntil: _, ...open } = worded;
    expect((await world.must("set-agreement", { body: { ...open, version: 3 } })).isInForce).toBe(true);
  });

  test.each([
    ["an id in use", { id: "a1" }, 409, "already-exists"],
    ["an unknown one to be changed", { id: "a9", version: 3 }, 404, "unknown-agreement"],
    ["an unknown facility", { toFacilityId: "nowhere" }, 404, "unknown-facility"],
    ["a home that would treat the ill", { toFacilityId: "home-2" }, 400, "invalid-request"],
    ["an end before the beginning", { validUntil: "2026-10-01" }, 400, "invalid-request"],
    ["nothing that is covered", { covers: [] }, 400, "invalid-request"],
    ["a day that is none", { validFrom: "2026-02-30" }, 400, "invalid-request"],
  ])("is refused with %s, and nothing is written", async (_what, change, status, code) => {
    await world.must("set-agreement", { body: { ...terms, id: "a1" } });
    const answer = await world.call("set-agreement", { body: { ...terms, ...change } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await world.must("list-agreements")).items).toHaveLength(1);
  });

  test("is seen by both sides and by nobody else; only who runs the service makes and ends one", async () => {
    await world.must("set-agreement", { body: { ...terms, id: "a1" } });
    for (const [as, count] of [
      ["manager", 1],
      ["desk", 1],
      ["stranger", 0],
    ] as const)
      expect((await world.must("list-agreements", { as })).items).toHaveLength(count);
    expect((await world.call("set-agreement", { body: terms, as: "manager" })).status).toBe(403);
    const end = { id: "a1", body: { reason: "x" }, as: "desk" };
    expect((await world.call("end-agreement", end)).status).toBe(403);
  });

  test("that is damaged opens no route, and is named to those who see all of them", async () => {
    await world.must("set-agreement", { body: { ...terms, id: "a1" } });
    const item = { ...storedItem({ listedUnder: "all", id: "a0" }, {}), json: "{" };
    await world.tables.write([{ kind: "put", table: tables.agreements, item }]);
    expect(await world.must("list-agreements", { as: "operator" })).toMatchObject({
      items: [{ id: "a1" }],
      unreadable: ["a0"],
    });
    expect(await world.must("list-agreements", { as: "manager" })).not.toHaveProperty("unreadable");
    expect((await shown("manager")).routes).toHaveLength(2);
  });

  test("of two that change it at once one is told so", async () => {
    await world.must("set-agreement", { body: { ...terms, id: "a1" } });
    const agreement = await new AgreementStore(world.tables).find("a1");
    if (agreement === undefined) throw new Error("no agreement");
    const store = new AgreementStore(world.tables);
    const next = { ...agreement, version: 2 };
    const outcomes = await Promise.all([store.save(next), store.save(next)]);
    expect(outcomes.toSorted()).toEqual(["conflict", "saved"]);
  });
});

describe("a facility", () => {
  test.each([
    ["to what there is not", { parentId: "nowhere" }, 404, "unknown-facility"],
    ["to what belongs to it", { parentId: "home-1" }, 409, "tree-impossible"],
    ["to an external hospital", { parentId: "city" }, 409, "tree-impossible"],
  ])("does not belong %s", async (_where, body, status, code) => {
    const answer = await world.call("change-facility", { id: "centre", body });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  test("belongs, and is licensed, as those who manage the consortium say; its departments are its own affair", async () => {
    const change = (body: unknown, as = "manager") => world.call("change-facility", { id: "home-1", body, as });
    for (const body of [{ parentId: null }, { licensed: { care: 9 } }, { convertible: { medical: 1 } }])
      expect((await change(body)).status).toBe(403);
    expect((await change({ departments: [{ id: "n", name: "护理部", kind: "nursing" }] })).status).toBe(200);
    expect((await change({ parentId: null, licensed: { care: 9 } }, "operator")).body).toMatchObject({
      licensed: { care: 9 },
    });
    expect((await change({ name: "新名" })).body).not.toHaveProperty("parentId");
  });

  test("loses no department to somebody who had not seen the last change, and tells what stands there", async () => {
    const change = (body: unknown) => world.call("change-facility", { id: "county", body });
    const seen = (await world.must("change-facility", { id: "county", body: { name: "县人民医院" } }))
      .departmentsVersion;
    const more = { id: "d9", name: "老年科", kind: "geriatrics" };
    const first = { departments: [...departments, more], departmentsVersion: seen };
    expect((await change(first)).body).toMatchObject({ departmentsVersion: seen + 1 });
    expect((await change(first)).status).toBe(200);
    const late = await change({ departments: [departments[0]], departmentsVersion: seen });
    expect([late.status, late.body.code]).toEqual([409, "version-conflict"]);
    expect(JSON.stringify(late.body)).toContain("老年科");
    expect((await change({ departments: [departments[0]], departmentsVersion: seen + 1 })).status).toBe(200);
    expect((await change({ departments })).status).toBe(200);
  });

  test("of two who add a department at once loses none: the second is told", async () => {
    const { departmentsVersion } = await world.must("change-facility", { id: "county", body: { name: "县人民医院" } });
    const added = (id: string) => ({
      departments: [...departments, { id, name: id, kind: "other" }],
      departmentsVersion,
    });
    const answers = await Promise.all(
      ["x1", "x2"].map((id) => world.call("change-facility", { id: "county", body: added(id) })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("has no two departments of one id", async () => {
    const [first] = departments;
    const body = { departments: [first, first] };
    expect((await world.call("change-facility", { id: "county", body })).body.code).toBe("already-exists");
  });
});
