import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { hour, second } from "../../domain/model/time.ts";
import { relativeOf } from "../relatives.ts";
import { ask, code, consent, fine, note, visitActs, visitWorld } from "./visiting.ts";
import type { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { agree, fallOf, inCall, join, requested, stateOf } = visitActs(() => world);

test("a follow-up from its request to the locked note", async () => {
  const id = await requested();
  expect(await stateOf(id)).toBe("requested");
  expect((await join(id, "nurse")).body.visit.state).toBe("waiting");
  await inCall(id);
  const saved = await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
  expect(saved).toMatchObject({ version: 1, savedBy: { name: "周医生" } });
  const order = { kind: "order", text: "每日两次量血压", role: "carer" };
  const ordered = await world.must("conduct-visit", { id, body: order, as: "doctor" });
  await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
  const signed = await world.must("sign-visit", { id, body: { version: 1 }, as: "doctor" });
  expect(signed).toMatchObject({ visit: { state: "signed", signedBy: { name: "周医生" } }, note: { version: 2 } });
  const late = await world.call("save-visit-note", { id, body: { ...note, form: "ISBAR", version: 2 }, as: "doctor" });
  expect(code(late)).toBe("visit-not-so");
  const added = await world.must("add-to-visit", { id, body: { text: "化验已回" }, as: "doctor" });
  expect(added.addenda).toMatchObject([{ text: "化验已回", by: { name: "周医生" } }]);
  expect(added.parts).toEqual(note.parts);
  const report = { orderId: ordered.orders[0].id, isDone: true };
  const done = await world.must("report-visit-order", { id, body: report, as: "carer-li" });
  expect(done.orders[0].report).toMatchObject({ isDone: true, by: { name: "护工李" } });
  expect((await world.must("list-visits", { query: { state: "closed" }, as: "nurse" })).items).toHaveLength(1);
});

describe("a call does not begin", () => {
  test("without consent, without the doctor's assessment, or against it", async () => {
    const id = await requested();
    await join(id, "doctor");
    const begin = () => world.call("conduct-visit", { id, body: { kind: "begin" }, as: "doctor" });
    expect(code(await begin())).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect(code(await begin())).toBe("visit-not-so");
    const changed = { ...fine, hasChanged: true, needsExamination: false };
    const assessed = await world.must("conduct-visit", { id, body: changed, as: "doctor" });
    expect(assessed.eligibility.unsuitable).toEqual(["condition-changed"]);
    expect(code(await begin())).toBe("visit-not-so");
    const stop = { kind: "stop", cause: "condition-changed", reason: "胸痛，来院" };
    expect((await world.must("conduct-visit", { id, body: stop, as: "doctor" })).state).toBe("unsuitable");
    expect(code(await begin())).toBe("visit-not-so");
  });

  test("between facilities with a consent that was only spoken", async () => {
    await agree("home-1", "hospital");
    const id = await requested({ kind: "remote-consultation", consultedId: "hospital" });
    for (const as of ["doctor", "nurse"]) await join(id, as);
    await world.must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as: "doctor" });
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    const begin = { id, body: { kind: "begin" }, as: "doctor" };
    expect(code(await world.call("conduct-visit", begin))).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: { ...consent, way: "written" }, as: "nurse" });
    expect((await world.must("conduct-visit", begin)).state).toBe("in-call");
  });
});

test("a call begins when whoever leads and somebody at the resident's side are there", async () => {
  const id = await requested({ invited: ["daughter"] });
  await join(id, "daughter");
  await world.must("arrange-visit", { id, body: consent, as: "nurse" });
  await world.must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as: "doctor" });
  const begin = () => world.call("conduct-visit", { id, body: { kind: "begin" }, as: "doctor" });
  expect(code(await begin())).toBe("visit-not-so");
  await join(id, "doctor");
  expect(code(await begin())).toBe("visit-not-so");
  await join(id, "nurse");
  expect((await begin()).body.state).toBe("in-call");
});

test("whoever withdraws the consent ends the call at once, and its pages lose their way to each other", async () => {
  const id = await requested();
  await join(id, "nurse");
  await inCall(id);
  const withdrawn = await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "carer-li" });
  expect(withdrawn).toMatchObject({ state: "notes", present: [] });
  expect(withdrawn.consent).toBeUndefined();
  expect(world.endedConnections.toSorted()).toEqual(["browser-doctor", "browser-nurse"]);
});

describe("another facility takes part", () => {
  test.each([
    ["by an agreement of that day", {}, 201],
    ["not by one that covers something else", { covers: ["up-referral"] }, 409],
    ["not by one that has ended", { validUntil: "2026-06-30" }, 409],
    ["not by one that has not begun", { validFrom: "2027-01-01" }, 409],
  ] as const)("%s", async (_claim, change, status) => {
    await agree("home-1", "hospital", change);
    const body = { ...ask, kind: "remote-consultation", consultedId: "hospital" };
    const answer = await world.call("request-visit", { body, as: "nurse" });
    expect(answer.status).toBe(status);
    if (status === 409) expect(code(answer)).toBe("no-such-visit-route");
  });

  test("its doctor sees the case and the vital signs while it is under way, advises, and signs nothing", async () => {
    await agree("home-1", "hospital");
    const id = await requested({ kind: "remote-consultation", consultedId: "hospital" });
    const vitals = () => world.call("show-visit-vitals", { id, as: "county-doctor" });
    expect(code(await vitals())).toBe("visit-not-so");
    expect((await world.must("show-visit", { id, as: "county-doctor" })).visit.resident.name).toBe("王桂英");
    expect((await join(id, "county-doctor")).status).toBe(200);
    expect((await vitals()).body.resident.id).toBe("resident-1");
    expect((await world.call("show-resident", { id: "resident-1", as: "county-doctor" })).status).toBe(404);
    const body = { ...note, version: 0 };
    expect((await world.call("save-visit-note", { id, body, as: "county-doctor" })).status).toBe(200);
    for (const [name, given] of [
      ["sign-visit", { version: 1 }],
      ["conduct-visit", { kind: "begin" }],
    ] as const)
      expect(code(await world.call(name, { id, body: given, as: "county-doctor" }))).toBe("visit-not-yours");
    await world.must("arrange-visit", { id, body: { kind: "cancel", reason: "已缓解" }, as: "nurse" });
    expect(code(await vitals())).toBe("visit-not-so");
  });

  test("a doctor of a third one finds nothing", async () => {
    const id = await requested();
    for (const name of ["show-visit", "show-visit-vitals"] as const)
      expect((await world.call(name, { id, as: "centre-doctor" })).status).toBe(404);
    expect((await join(id, "centre-doctor")).status).toBe(404);
  });
});

describe("a relay's credentials", () => {
  test("are those that coturn computes, end by themselves, and are told to pages of a visit under way alone", async () => {
    const id = await requested();
    const { body } = await join(id, "nurse");
    const [stun, turn] = body.iceServers;
    expect(stun).toEqual({ urls: ["stun:relay.example.org"] });
    const [until, peer] = turn.username.split(":");
    expect(Number(until) * 1000 - world.now).toBeGreaterThan(hour);
    expect(peer).toMatch(/^[0-9a-f]{64}$/);
    expect(turn.credential).toBe(createHmac("sha1", "shared").update(turn.username).digest("base64"));
    await inCall(id);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    expect((await join(id, "nurse")).body.iceServers).toEqual([]);
    const shown = await world.must("show-visit", { id, as: "nurse" });
    expect(JSON.stringify(shown)).not.toContain("credential");
  });
});

describe("who is there", () => {
  test("a person's newer page takes the place of the one before, which loses its way to the others", async () => {
    const id = await requested();
    await join(id, "nurse", "browser-one");
    const { body } = await join(id, "nurse", "browser-two");
    expect(body.visit.present.map(({ peerId }: { peerId: string }) => peerId)).toEqual(["browser-two"]);
    expect(world.endedConnections).toEqual(["browser-one"]);
  });

  const pages = async (id: string, as: string) =>
    (await world.must("show-visit", { id, as })).visit.present.map(
      ({ personId, peerId }: { personId: string; peerId?: string }) => [personId, peerId],
    );

  test("a page's name is one person's: nobody takes another's, in this visit or by another one, or shows them the door", async () => {
    const id = await requested({ invited: ["daughter"] });
    const other = await requested({ id: "other", kind: "family-call", invited: ["daughter"] });
    await join(id, "doctor");
    for (const visit of [id, other]) expect(code(await join(visit, "daughter", "browser-doctor"))).toBe("visit-not-so");
    for (const visit of [id, other])
      await world.call("join-visit", {
        id: visit,
        body: { peerId: "browser-doctor", isLeaving: true },
        as: "daughter",
      });
    expect(await pages(id, "doctor")).toEqual([["doctor", "browser-doctor"]]);
    expect(world.endedConnections).toEqual([]);
    await world.call("join-visit", { id, body: { peerId: "browser-doctor", isLeaving: true }, as: "doctor" });
    expect(world.endedConnections).toEqual(["browser-doctor"]);
  });

  test("their pages' names are told to those who are there, and to nobody else", async () => {
    const id = await requested({ invited: ["daughter"] });
    await join(id, "doctor");
    for (const as of ["nurse", "daughter", "son"]) expect(await pages(id, as)).toEqual([["doctor", undefined]]);
    await join(id, "daughter");
    expect(await pages(id, "daughter")).toContainEqual(["doctor", "browser-doctor"]);
  });

  test("whoever leads and somebody at the resident's side always find a place", async () => {
    const id = await requested({ invited: ["daughter", "son"] });
    for (const n of [1, 2, 3]) await world.person(`c${n}`, { roles: [{ role: "carer", facilityId: "home-1" }] });
    for (const as of ["daughter", "son"]) expect((await join(id, as)).status).toBe(200);
    await world.person("aunt", { relations: [relativeOf("resident-1", "姨")] });
    await world.must("arrange-visit", { id, body: { kind: "invite", personId: "aunt" }, as: "nurse" });
    expect(code(await join(id, "aunt"))).toBe("visit-not-so");
    expect((await join(id, "c1")).status).toBe(200);
    expect(code(await join(id, "c2"))).toBe("visit-not-so");
    expect((await join(id, "doctor")).status).toBe(200);
  });

  test("a fifth finds no room until somebody was not heard of for a while", async () => {
    const id = await requested();
    for (const n of [1, 2, 3, 4, 5])
      await world.person(`n${n}`, { roles: [{ role: n === 2 ? "doctor" : "nurse", facilityId: "home-1" }] });
    for (const n of [1, 2, 3, 4]) expect((await join(id, `n${n}`)).status).toBe(200);
    expect(code(await join(id, "n5"))).toBe("visit-not-so");
    world.pass(100 * second);
    for (const n of [2, 3, 4]) await join(id, `n${n}`);
    world.pass(51 * second);
    expect((await join(id, "n5")).body.visit.present).toHaveLength(4);
  });

  test("whoever says each minute that they are there adds nothing to the story", async () => {
    const id = await requested();
    for (let n = 0; n < 5; n += 1) await join(id, "nurse");
    const { steps } = (await world.must("show-visit", { id, as: "nurse" })).visit;
    expect(steps.map(({ what }: { what: string }) => what)).toEqual(["request", "arrive"]);
  });
});

test("the same request twice is one visit; another's id is not taken over", async () => {
  await requested({ id: "v1" });
  expect(await requested({ id: "v1" })).toBe("v1");
  const body = { ...ask, id: "v1" };
  expect(code(await world.call("request-visit", { body, as: "doctor" }))).toBe("already-exists");
});

test("who has no part in a visit does not learn by its id that it is there", async () => {
  await requested({ id: "v1" });
  await world.must("register-resident", {
    body: { id: "elsewhere", name: "赵", sex: "male", birthDate: "1940-01-01", facilityId: "centre" },
  });
  const body = { ...ask, id: "v1", residentId: "elsewhere" };
  const asked = await world.must("request-visit", { body, as: "centre-doctor" });
  expect(asked.id).not.toBe("v1");
});

describe("what a visit is requested out of", () => {
  test.each([
    ["alert", { kind: "alert", alertId: "nothing" }],
    ["referral", { kind: "referral", referralId: "nothing" }],
  ])("is %s of this resident that the caller may see, or unknown", async (what, origin) => {
    const body = { ...ask, origin };
    expect(code(await world.call("request-visit", { body, as: "nurse" }))).toBe(`unknown-${what}`);
  });

  test("an alert of another resident is like one that is not there", async () => {
    const alertId = await fallOf("resident-2");
    const origin = { kind: "alert", alertId };
    const refused = await world.call("request-visit", { body: { ...ask, origin }, as: "nurse" });
    expect(code(refused)).toBe("unknown-alert");
    const own = { ...ask, residentId: "resident-2", origin };
    expect((await world.call("request-visit", { body: own, as: "county-doctor" })).status).toBe(404);
  });
});
