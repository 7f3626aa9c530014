import { beforeEach, describe, expect, test } from "vitest";
import { hour } from "../../domain/model/time.ts";
import { ask, code, consent, fine, licence, note, visitActs, visitWorld } from "./visiting.ts";
import { intercepted, type World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await visitWorld();
  await world.must("change-resident", {
    id: "resident-1",
    body: {
      version: 1,
      allergies: ["青霉素"],
      diagnoses: [{ name: "高血压3级" }],
      medicines: [{ name: "氨氯地平", dosage: "5 mg 每日一次" }],
      advanceWishes: "不插管",
      identityNumber: "11010519491231002X",
      address: "幸福里 3 号",
    },
  });
  await world.person("family-doctor", {
    name: "家庭医生",
    roles: [{ role: "doctor", facilityId: "centre" }],
    licence,
  });
  await world.person("centre-nurse", { name: "院护士", roles: [{ role: "nurse", facilityId: "centre" }] });
  await world.person("centre-manager", { name: "院长", roles: [{ role: "facility-manager", facilityId: "centre" }] });
});
const { agree, join } = visitActs(() => world);

const offer = { to: "resident-1", leadId: "centre", kind: "contracted-follow-up", reason: "季度随访" };
const offered = (body: object = {}, as = "family-doctor") =>
  world.call("offer-visit", { body: { ...offer, ...body }, as });
const partners = async (as: string) =>
  (await world.must("list-partner-residents", { as })).items.map(({ id }: { id: string }) => id);

describe("a doctor of a house to which a home turned for tele-consultation", () => {
  beforeEach(() => agree("home-1", "centre"));

  test("finds its people by name and bed, and nothing clinical of them", async () => {
    const { items } = await world.must("list-partner-residents", { as: "family-doctor" });
    expect(items[0]).toEqual({
      id: "resident-1",
      name: "王桂英",
      bed: "3号楼205-1床",
      facility: { id: "home-1", name: "松鹤院" },
      leads: [{ id: "centre", name: "镇卫生院" }],
    });
  });

  test.each(["contracted-follow-up", "ward-round"])("plans a %s that their own house leads", async (kind) => {
    const scheduledAt = new Date(world.now + hour).toISOString();
    const { status, body } = await offered({ kind, scheduledAt, roundId: "round" });
    expect([status, body.state]).toEqual([201, "scheduled"]);
    expect(body).toMatchObject({ facility: { id: "home-1" }, leadFacility: { id: "centre" }, roundId: "round" });
    const seen = (await world.must("list-visits", { as: "nurse" })).items;
    expect(seen.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await offered({ kind, scheduledAt, id: body.id })).body.id).toBe(body.id);
  });

  test("who is nurse or manager there offers none, nor does who belongs to another house", async () => {
    for (const as of ["centre-nurse", "centre-manager"]) expect((await offered({}, as)).status).toBe(403);
    expect(code(await offered({}, "county-doctor"))).toBe("unknown-resident");
    expect(await partners("county-doctor")).toEqual([]);
  });
});

describe("nobody learns whether there is such a resident", () => {
  test.each([
    ["without an agreement", undefined],
    ["by one that covers guidance alone", { covers: ["guidance"] }],
    ["by one that has ended", { validUntil: "2026-06-30" }],
    ["by one the other way round", "reversed"],
  ] as const)("%s", async (_claim, terms) => {
    if (terms === "reversed") await agree("centre", "home-1");
    else if (terms !== undefined) await agree("home-1", "centre", terms as object);
    const there = await offered();
    const nowhere = await offered({ to: "resident-9" });
    expect([there.status, code(there)]).toEqual([404, "unknown-resident"]);
    expect(JSON.stringify(there.body).replaceAll("resident-1", "resident-9")).toBe(JSON.stringify(nowhere.body));
    expect(await partners("family-doctor")).toEqual([]);
  });

  test("nor for a house that is not the caller's own, or somebody who left", async () => {
    await agree("home-1", "centre");
    await agree("home-1", "hospital");
    expect(code(await offered({ leadId: "hospital" }))).toBe("unknown-resident");
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased" } });
    expect(code(await offered())).toBe("unknown-resident");
  });
});

test("a visit after the last day of the agreement is refused as such", async () => {
  await agree("home-1", "centre", { validUntil: "2026-11-30" });
  const late = await offered({ scheduledAt: "2026-12-01T09:00:00+08:00" });
  expect([late.status, code(late)]).toEqual([409, "no-such-visit-route"]);
});

describe("what is known of the resident", () => {
  const record = (id: string, as = "family-doctor") => world.call("show-visit-record", { id, as });
  async function waiting(): Promise<string> {
    await agree("home-1", "centre");
    const { id } = (await offered()).body;
    await join(id, "nurse");
    return id;
  }

  test("is told to who leads from another house while the visit is on, and that they read it stands in its story", async () => {
    const id = await waiting();
    const { body } = await record(id);
    expect(body).toMatchObject({
      allergies: ["青霉素"],
      clinical: { diagnoses: [{ name: "高血压3级" }], medicines: [{ name: "氨氯地平" }] },
      advanceWishes: "不插管",
      notes: [],
    });
    expect(JSON.stringify(body)).not.toMatch(/11010519491231002X|幸福里/);
    await record(id);
    await record(id, "nurse");
    const { visit } = await world.must("show-visit", { id, as: "nurse" });
    const read = visit.steps.filter(({ what }: { what: string }) => what === "read");
    expect(read).toMatchObject([{ by: { name: "家庭医生" } }]);
  });

  test("is closed before somebody came, after the signature, without the consent, and of who left", async () => {
    await agree("home-1", "centre");
    const { id } = (await offered()).body;
    expect(code(await record(id))).toBe("visit-not-so");
    for (const as of ["nurse", "family-doctor"]) await join(id, as);
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await record(id)).status).toBe(200);
    await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "nurse" });
    expect(code(await record(id))).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    await world.must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as: "family-doctor" });
    await world.must("conduct-visit", { id, body: { kind: "begin" }, as: "family-doctor" });
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "family-doctor" });
    expect((await record(id)).status).toBe(200);
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "family-doctor" });
    await world.must("sign-visit", { id, body: { version: 1 }, as: "family-doctor" });
    expect(code(await record(id))).toBe("visit-not-so");
    const next = (await offered()).body.id;
    await join(next, "nurse");
    expect((await record(next)).body.notes).toMatchObject([{ visitId: id, signedBy: { name: "家庭医生" } }]);
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    expect(code(await record(next))).toBe("visit-not-so");
  });

  test("is not told to who has no part in the visit, or is no nurse and no doctor there", async () => {
    const id = await waiting();
    expect((await record(id, "county-doctor")).status).toBe(404);
    expect((await record(id, "centre-manager")).status).toBe(403);
    expect(code(await record(id, "carer-li"))).toBe("visit-not-yours");
    expect(code(await record(id, "daughter"))).toBe("visit-not-yours");
    expect((await world.call("show-resident", { id: "resident-1", as: "family-doctor" })).status).toBe(404);
  });

  test("is not told where the story cannot be written that it was", async () => {
    const id = await waiting();
    const { engine } = world;
    world.engine = intercepted(engine, async ([first]) => {
      if (first?.table.name !== "audit") throw new Error("the storage is full");
    });
    expect((await record(id)).status).toBe(500);
    expect((await record(id, "nurse")).status).toBe(200);
  });
});

test("the home's own request needs the same cover: guidance opens no treatment", async () => {
  await agree("home-1", "centre", { covers: ["guidance"] });
  const body = { ...ask, leadId: "centre" };
  const answer = await world.call("request-visit", { body, as: "nurse" });
  expect([answer.status, code(answer)]).toEqual([409, "no-such-visit-route"]);
});

describe("guidance", () => {
  const asked = { kind: "guidance", residentId: "resident-1", reason: "压疮换药，如何护理？", consultedId: "centre" };
  const request = (body: object = {}) => world.call("request-visit", { body: { ...asked, ...body }, as: "nurse" });

  test.each([
    ["of a house with an agreement on it", { covers: ["guidance"] }, {}, 201],
    ["not of one with an agreement on treatment alone", { covers: ["tele-consultation"] }, {}, 409],
    ["not of nobody", { covers: ["guidance"] }, { consultedId: undefined }, 409],
    ["not of oneself", { covers: ["guidance"] }, { consultedId: "home-1" }, 409],
    ["not led by another", { covers: ["guidance", "tele-consultation"] }, { leadId: "centre" }, 409],
  ] as const)("is asked %s", async (_claim, terms, body, status) => {
    await agree("home-1", "centre", terms as object);
    expect((await request(body)).status).toBe(status);
  });

  test("is answered and signed by the house that is asked, without a call; nobody is treated in it", async () => {
    await agree("home-1", "centre", { covers: ["guidance"] });
    const { id } = (await request()).body;
    expect(world.timers.get(id)).toBe(world.now);
    for (const as of ["doctor", "family-doctor"])
      for (const body of [
        { ...fine, needsExamination: false },
        { kind: "order", text: "换药", role: "nurse" },
        { kind: "stop", cause: "other" },
      ])
        expect(code(await world.call("conduct-visit", { id, body, as }))).toBe("visit-not-yours");
    const draft = { id, body: { ...note, version: 0 } };
    expect(code(await world.call("save-visit-note", { ...draft, as: "doctor" }))).toBe("visit-not-yours");
    await world.must("save-visit-note", { ...draft, as: "family-doctor" });
    const signed = await world.must("sign-visit", { id, body: { version: 1 }, as: "family-doctor" });
    expect(signed.visit).toMatchObject({ state: "signed", signedBy: { name: "家庭医生" } });
    expect((await world.must("show-visit", { id, as: "nurse" })).note.parts).toEqual(note.parts);
  });

  test("may be talked over, when the resident agreed; what is known of them is shown meanwhile", async () => {
    await agree("home-1", "centre", { covers: ["guidance"] });
    const { id } = (await request()).body;
    for (const as of ["nurse", "family-doctor"]) await join(id, as);
    const begin = () => world.call("conduct-visit", { id, body: { kind: "begin" }, as: "nurse" });
    expect(code(await begin())).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await begin()).body.state).toBe("in-call");
    expect((await world.call("show-visit-record", { id, as: "family-doctor" })).status).toBe(200);
    expect((await world.must("conduct-visit", { id, body: { kind: "end" }, as: "family-doctor" })).state).toBe("notes");
  });
});
