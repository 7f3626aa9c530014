import { createHmac } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { Agreement } from "../../domain/consortium/agreement.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { VisitStore } from "../../stores/visit-store.ts";
import { channel } from "./escalating.ts";
import { type Answer, World } from "./world.ts";

let world: World;

const licence = { number: "110000000000001", since: "2015-07-01" };

beforeEach(async () => {
  world = await new World().furnish();
  await world.must("register-facility", { body: { id: "centre", name: "镇卫生院", kind: "township-health-centre" } });
  await world.must("register-facility", { body: { id: "hospital", name: "县医院", kind: "county-hospital" } });
  await world.person("doctor", { name: "周医生", roles: [{ role: "doctor", facilityId: "home-1" }], licence });
  await world.person("nurse", { name: "陈护士", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("centre-doctor", { name: "吴医生", roles: [{ role: "doctor", facilityId: "centre" }] });
  await world.person("county-doctor", { name: "郑主任", roles: [{ role: "doctor", facilityId: "hospital" }] });
  const relations = [{ residentId: "resident-1", relation: "女儿" }];
  await world.person("daughter", { name: "小王", relations });
  await world.person("son", { name: "大王", relations });
});

async function agree(from: string, to: string, change: Partial<Agreement> = {}): Promise<void> {
  const covers = ["tele-consultation"] as const;
  const agreement = { id: `${from}-${to}`, fromFacilityId: from, toFacilityId: to, covers, validFrom: "2026-01-01" };
  await new AgreementStore(world.tables).save({ ...agreement, changes: [], version: 1, ...change });
}

const ask = { kind: "contracted-follow-up", residentId: "resident-1", reason: "血压波动" };
const fine = { kind: "assess", priorDiagnosis: "高血压，2026-03 出院小结", isFirstVisit: false, hasChanged: false };
const consent = { kind: "consent", givenBy: "王桂英", relation: "本人", way: "spoken" };
const note = {
  form: "SOAP",
  parts: { subjective: "头晕缓解", objective: "血压 138/80", assessment: "控制尚可", plan: "继续用药，两周后复查" },
};

async function requested(body: object = {}, as = "nurse"): Promise<string> {
  return (await world.must("request-visit", { body: { ...ask, ...body }, as })).id;
}

function join(id: string, as: string, peerId = `browser-${as}`): Promise<Answer> {
  return world.call("join-visit", { id, body: { peerId }, as });
}

async function inCall(id: string, as = "doctor"): Promise<void> {
  await join(id, as);
  await join(id, "nurse");
  await world.must("arrange-visit", { id, body: consent, as: "nurse" });
  await world.must("conduct-visit", { id, body: { ...fine, needsExamination: false }, as });
  await world.must("conduct-visit", { id, body: { kind: "begin" }, as });
}

const wake = (name: string) =>
  world.invoke(
    "settle-visit",
    queueEvent("visit-due", [{ messageId: "m", timer: { name, dueAt: world.now }, receiveCount: 1 }]),
  );
const stateOf = async (id: string) => (await world.must("show-visit", { id })).visit.state;
const code = ({ body }: Answer) => body.code;

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

describe("what is found unsuitable in the call", () => {
  const changed = { ...fine, hasChanged: true, needsExamination: true };
  const stop = { kind: "stop", cause: "condition-changed", reason: "胸痛，来院" };

  test("ends as such, not as a usual visit; what was found and what is to be done is written and signed all the same", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    await world.must("conduct-visit", { id, body: changed, as: "doctor" });
    expect(code(await world.call("conduct-visit", { id, body: { kind: "end" }, as: "doctor" }))).toBe("visit-not-so");
    const stopped = await world.must("conduct-visit", { id, body: stop, as: "doctor" });
    expect(stopped).toMatchObject({ state: "notes", stopped: { cause: "condition-changed" }, present: [] });
    expect(code(await world.call("conduct-visit", { id, body: { kind: "begin" }, as: "doctor" }))).toBe("visit-not-so");
    const late = { form: "SOAP", parts: { ...note.parts, plan: "送县医院急诊" }, version: 1 };
    await world.must("save-visit-note", { id, body: late, as: "doctor" });
    await world.must("conduct-visit", { id, body: { kind: "order", text: "送院", role: "nurse" }, as: "doctor" });
    expect((await world.must("sign-visit", { id, body: { version: 2 }, as: "doctor" })).visit).toMatchObject({
      state: "signed",
      stopped: { cause: "condition-changed", reason: "胸痛，来院" },
    });
    expect((await world.must("add-to-visit", { id, body: { text: "已入院" }, as: "doctor" })).addenda).toHaveLength(1);
  });

  test("is not signed as a usual one where the consent was withdrawn first", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    await world.must("conduct-visit", { id, body: changed, as: "doctor" });
    await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "nurse" });
    const sign = () => world.call("sign-visit", { id, body: { version: 1 }, as: "doctor" });
    expect(code(await sign())).toBe("visit-not-so");
    for (let n = 0; n < 2; n += 1) await world.must("conduct-visit", { id, body: stop, as: "doctor" });
    expect((await sign()).body.visit.state).toBe("signed");
  });

  test("is stopped by whoever leads alone", async () => {
    await agree("home-1", "hospital");
    const id = await requested({ kind: "remote-consultation", consultedId: "hospital" });
    expect(code(await world.call("conduct-visit", { id, body: stop, as: "county-doctor" }))).toBe("visit-not-yours");
  });
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

describe("relatives", () => {
  test("who are invited take part and see when and who, nothing of what was asked, found or ordered", async () => {
    const id = await requested({ kind: "family-call", invited: ["daughter"], reason: "保密的原因" });
    await join(id, "nurse");
    const joined = await join(id, "daughter");
    expect(joined.body.visit.present).toHaveLength(2);
    const shown = await world.must("show-visit", { id, as: "daughter" });
    expect(JSON.stringify(shown)).not.toContain("保密的原因");
    expect(shown.note).toBeUndefined();
    expect(code(await join(id, "son"))).toBe("visit-not-yours");
    expect((await world.must("list-visits", { as: "son" })).items).toHaveLength(1);
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await world.must("conduct-visit", { id, body: { kind: "begin" }, as: "carer-li" })).state).toBe("in-call");
    expect((await world.must("conduct-visit", { id, body: { kind: "end" }, as: "daughter" })).state).toBe("ended");
  });
});

describe("a relative's page", () => {
  const wish = { id: "wish", kind: "family-call", residentId: "resident-1", reason: "想视频通话" };
  const invitations = async (as: string) =>
    (await world.must("list-visits", { query: { invited: "me" }, as })).items.map(({ id }: { id: string }) => id);

  test("lists the calls to which they are invited, and no other", async () => {
    const id = await requested({ kind: "family-call", invited: ["daughter"] });
    await requested({ kind: "family-call" });
    await world.person("stranger", { relations: [{ residentId: "resident-2", relation: "儿子" }] });
    for (const other of ["stranger", "nurse", "nobody"]) {
      const invited = { id, body: { kind: "invite", personId: other }, as: "nurse" };
      const body = { ...ask, kind: "family-call", invited: [other] };
      for (const refused of [world.call("request-visit", { body, as: "nurse" }), world.call("arrange-visit", invited)])
        expect(code(await refused)).toBe("unknown-person");
    }
    expect(await invitations("daughter")).toEqual([id]);
    for (const as of ["son", "stranger", "nurse"]) expect(await invitations(as)).toEqual([]);
    const others = await world.call("list-visits", {
      query: { invited: "me", residentId: "resident-2" },
      as: "daughter",
    });
    const unknown = await world.call("list-visits", { query: { invited: "me", residentId: "nobody" }, as: "daughter" });
    expect([others.status, others.body.code]).toEqual([unknown.status, unknown.body.code]);
  });

  test("asks for a call of the family, in which they take part; again it is the same one until it took place", async () => {
    const asked = await world.must("request-visit", { body: { ...wish, invited: ["son"] }, as: "daughter" });
    expect(asked).toMatchObject({ state: "requested", kind: "family-call" });
    expect(await invitations("daughter")).toEqual([asked.id]);
    expect(await invitations("son")).toEqual([]);
    expect(await world.must("request-visit", { body: { ...wish, id: "another" }, as: "daughter" })).toEqual(asked);
    const seen = (await world.must("list-visits", { as: "nurse" })).items;
    expect(seen).toMatchObject([{ id: asked.id, reason: "想视频通话", requestedBy: { name: "小王" } }]);
  });

  test("asks eight times at once for one call, and for another after it", async () => {
    const asking = Array.from({ length: 8 }, () =>
      world.must("request-visit", { body: { ...wish, id: undefined }, as: "daughter" }),
    );
    const ids = new Set((await Promise.all(asking)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    const [id = ""] = ids;
    await world.must("arrange-visit", { id, body: { kind: "cancel", reason: "改日" }, as: "nurse" });
    expect((await world.must("request-visit", { body: wish, as: "daughter" })).id).not.toBe(id);
  });

  test.each([
    ["a doctor's visit", { kind: "contracted-follow-up" }],
    ["a time of their own choice", { scheduledAt: "2026-12-01T09:00:00+08:00" }],
    ["another facility", { leadId: "hospital" }],
    ["a place in a round", { roundId: "round-1" }],
  ])("does not ask for %s", async (_claim, body) => {
    expect(code(await world.call("request-visit", { body: { ...wish, ...body }, as: "daughter" }))).toBe(
      "visit-not-yours",
    );
    expect((await world.must("list-visits", { as: "nurse" })).items).toEqual([]);
  });

  test("asks nothing about somebody else's relative", async () => {
    const answer = await world.call("request-visit", { body: { ...wish, residentId: "resident-2" }, as: "daughter" });
    expect([answer.status, code(answer)]).toEqual([404, "unknown-resident"]);
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
    await world.person("aunt", { relations: [{ residentId: "resident-1", relation: "姨" }] });
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

describe("drafts", () => {
  test("two doctors who write at once: the later is told, and nothing of the earlier is lost", async () => {
    const id = await requested();
    await world.person("doctor-2", { roles: [{ role: "doctor", facilityId: "home-1" }] });
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    const other = { form: "SOAP", parts: { plan: "另一份" }, version: 0 };
    expect(code(await world.call("save-visit-note", { id, body: other, as: "doctor-2" }))).toBe("version-conflict");
    expect((await world.must("show-visit", { id, as: "doctor" })).note.parts).toEqual(note.parts);
  });

  test("the same text again, of a page that did not hear the answer, is saved already", async () => {
    const id = await requested();
    const body = { ...note, version: 0 };
    await world.must("save-visit-note", { id, body, as: "doctor" });
    expect(await world.must("save-visit-note", { id, body, as: "doctor" })).toMatchObject({ version: 1 });
  });

  test("carers read no note", async () => {
    const id = await requested();
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    expect((await world.must("show-visit", { id, as: "carer-li" })).note).toBeUndefined();
  });

  test("an incomplete note, or a version that the doctor did not see, is not signed", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    const half = { form: "SOAP", parts: { plan: "复查" }, version: 0 };
    await world.must("save-visit-note", { id, body: half, as: "doctor" });
    const sign = (version: number) => world.call("sign-visit", { id, body: { version }, as: "doctor" });
    expect(code(await sign(1))).toBe("visit-not-so");
    await world.must("save-visit-note", { id, body: { ...note, version: 1 }, as: "doctor" });
    expect(code(await sign(1))).toBe("version-conflict");
    expect((await sign(2)).body.visit.state).toBe("signed");
  });
});

describe("an order", () => {
  test("sent twice at once is one", async () => {
    const id = await requested();
    await inCall(id);
    const body = { kind: "order", orderId: "order-1", text: "量血压", role: "carer" };
    await Promise.all([1, 2].map(() => world.must("conduct-visit", { id, body, as: "doctor" })));
    expect((await world.must("show-visit", { id, as: "doctor" })).visit.orders).toHaveLength(1);
  });

  test("sent twice is one; only its role at its facility, a nurse or a doctor reports on it", async () => {
    const id = await requested();
    await inCall(id);
    const body = { kind: "order", orderId: "order-1", text: "请家属带既往处方", role: "doctor" };
    await world.must("conduct-visit", { id, body, as: "doctor" });
    expect((await world.must("conduct-visit", { id, body, as: "doctor" })).orders).toHaveLength(1);
    const report = (as: string) =>
      world.call("report-visit-order", { id, body: { orderId: "order-1", isDone: true }, as });
    expect(code(await report("carer-li"))).toBe("visit-not-yours");
    expect((await report("doctor")).status).toBe(200);
    expect(code(await report("doctor"))).toBe("visit-not-so");
  });

  test("goes to no facility that has no part in the visit", async () => {
    const id = await requested();
    await inCall(id);
    const body = { kind: "order", text: "复查", role: "nurse", at: "centre" };
    expect((await world.call("conduct-visit", { id, body, as: "doctor" })).status).toBe(404);
  });
});

describe("who is not qualified", () => {
  test.each([
    ["no licence is recorded", undefined, "contracted-follow-up", ["no-licence"]],
    ["they work independently for less than three years", "2024-06-01", "ward-round", ["short-practice"]],
  ] as const)("sees why, writes, and neither orders nor signs: %s", async (_claim, since, kind, lacks) => {
    const given = since === undefined ? {} : { licence: { ...licence, since } };
    await world.person("young", { roles: [{ role: "doctor", facilityId: "home-1" }], ...given });
    const id = await requested({ kind });
    await inCall(id, "young");
    expect((await world.must("show-visit", { id, as: "young" })).visit.lacks).toEqual(lacks);
    expect((await world.must("show-visit", { id, as: "doctor" })).visit.lacks).toEqual([]);
    expect((await world.must("show-visit", { id, as: "nurse" })).visit.lacks).toBeUndefined();
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "young" });
    const order = { kind: "order", text: "量血压", role: "carer" };
    expect(code(await world.call("conduct-visit", { id, body: order, as: "young" }))).toBe("visit-not-so");
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "young" });
    const refused = await world.call("sign-visit", { id, body: { version: 1 }, as: "young" });
    expect(code(refused)).toBe("visit-not-so");
    expect(await stateOf(id)).toBe("notes");
    expect((await world.must("sign-visit", { id, body: { version: 1 }, as: "doctor" })).visit.state).toBe("signed");
  });
});

describe("what is due", () => {
  const inAnHour = () => new Date(world.now + hour).toISOString();

  test("those who are expected are reminded once, without a name, and missed is said of a visit to which nobody came", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    expect(world.timers.get(id)).toBe(world.now + 45 * minute);
    world.pass(44 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("scheduled");
    world.pass(minute);
    await wake(id);
    await wake(id);
    expect(world.timers.get(id)).toBe(world.now + 35 * minute);
    world.pass(35 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("no-show");
    expect(JSON.stringify(world.sent)).not.toContain("王桂英");
  });

  test("a reminder and a missed visit are told by the person's own way, once each, in words that fit a locked screen", async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person("head-nurse", { roles: [{ role: "nurse", facilityId: "home-1" }], reach });
    const id = await requested({ scheduledAt: inAnHour() }, "head-nurse");
    world.pass(45 * minute);
    await wake(id);
    await wake(id);
    world.pass(35 * minute);
    await wake(id);
    const told = world.sent.map(({ route, message }) => [route.channel, message.title, message.path]);
    expect(told).toEqual([
      ["sms", "视频巡诊 03:10", `/visits/${id}`],
      ["sms", "视频巡诊 03:10 未成行", `/visits/${id}`],
    ]);
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|血压/);
  });

  test("nobody is sent away who waits and says that they do; who comes after all is let in", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    world.pass(hour);
    await join(id, "nurse");
    world.pass(50 * minute);
    await join(id, "nurse");
    world.pass(15 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("waiting");
    expect(world.timers.get(id)).toBe(world.now + 5 * minute);
    world.pass(5 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("no-show");
    expect(world.endedConnections).toEqual(["browser-nurse"]);
    expect((await join(id, "doctor")).body.visit.state).toBe("waiting");
  });

  test("a visit of next week is not entered today", async () => {
    const id = await requested({ scheduledAt: new Date(world.now + 7 * 24 * hour).toISOString() });
    expect(code(await join(id, "nurse"))).toBe("visit-not-so");
  });

  test("no visit is stored that nothing would look at", async () => {
    world.broken.add("timer");
    const answer = await world.call("request-visit", {
      body: { ...ask, id: "v1", scheduledAt: inAnHour() },
      as: "nurse",
    });
    expect(answer.status).toBe(500);
    expect((await world.call("show-visit", { id: "v1" })).status).toBe(404);
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

async function fallOf(residentId: string): Promise<string> {
  await world.enrol("fall-1", "wristband", residentId);
  const fall = { type: "fall", at: new Date(world.now).toISOString(), id: "e-1" };
  await world.urgent(world.message("fall-1", "event", fall, "m-1"));
  const [alert] = (await new AlertStore(world.tables).listByResident(residentId, 1)).items;
  if (alert === undefined) throw new Error("no alert");
  return alert.id;
}

describe("a request without a time", () => {
  const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
  const told = () => world.sent.map(({ route, message }) => [route.channel, message.title]);

  beforeEach(async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    await world.person("called", {
      roles: [{ role: "doctor", facilityId: "home-1" }],
      licence,
      reach: { ...reach, phone: "+8613800000002" },
    });
    await world.person("asking", { roles: [{ role: "nurse", facilityId: "home-1" }], reach });
  });

  test.each([
    ["out of an alert", true, 10 * minute],
    ["of another day", false, 24 * hour],
  ])("calls the doctors at once, and says so once more where nobody took it: %s", async (_claim, isUrgent, within) => {
    const alertId = isUrgent ? await fallOf("resident-1") : "";
    world.sent.length = 0;
    const id = await requested(isUrgent ? { origin: { kind: "alert", alertId } } : {}, "asking");
    const due = world.timers.get(id);
    expect(due).toBe(world.now);
    await wake(id);
    await wake(id);
    expect(told().map(([, title]) => title)).toEqual(["视频巡诊申请"]);
    expect(world.timers.get(id)).toBe(world.now + within);
    world.pass(within);
    await wake(id);
    await wake(id);
    expect(told().map(([, title]) => title)).toEqual(["视频巡诊申请", "视频巡诊申请无人回应", "视频巡诊申请无人回应"]);
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|血压/);
  });

  test("that was given one calls nobody any more; whoever leads is reminded of it", async () => {
    const id = await requested({}, "asking");
    await wake(id);
    world.sent.length = 0;
    const at = new Date(world.now + 25 * hour).toISOString();
    await world.must("arrange-visit", { id, body: { kind: "schedule", at }, as: "nurse" });
    world.pass(24 * hour);
    await wake(id);
    expect(told()).toEqual([]);
    world.pass(45 * minute);
    await wake(id);
    expect(world.sent.length).toBe(2);
  });
});

describe("a visit to somebody who", () => {
  const inAnHour = () => new Date(world.now + hour).toISOString();
  const leaving = {
    moved: () => world.must("move-resident", { id: "resident-1", body: { facilityId: "centre" } }),
    died: () => world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased" } }),
    "went home": () => world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } }),
  };

  test.each(Object.keys(leaving) as (keyof typeof leaving)[])("%s is called off, and nobody reminded", async (how) => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    const relations = [{ residentId: "resident-1", relation: "女儿" }];
    await world.person("daughter", { name: "小王", relations, reach });
    const id = await requested({ kind: "family-call", invited: ["daughter"], scheduledAt: inAnHour() });
    const waiting = await requested({ id: "waiting" });
    await join(waiting, "nurse");
    await leaving[how]();
    expect([await stateOf(id), await stateOf(waiting)]).toEqual(["cancelled", "cancelled"]);
    expect(world.endedConnections).toEqual(["browser-nurse"]);
    world.pass(45 * minute);
    await wake(id);
    expect(world.sent).toEqual([]);
  });

  test("died is called off by the timer too, should the discharge not have come so far", async () => {
    const id = await requested({ scheduledAt: inAnHour() });
    const visits = new VisitStore(world.tables);
    const before = await visits.find(id);
    await leaving.died();
    const after = await visits.find(id);
    if (before === undefined || after === undefined) throw new Error("no visit");
    await visits.save({ ...before, version: after.version + 1 });
    world.pass(45 * minute);
    await wake(id);
    expect(await stateOf(id)).toBe("cancelled");
  });

  test("moved shows the former house no vital signs, and lets nobody in", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    const vitals = () => world.call("show-visit-vitals", { id, as: "doctor" });
    expect((await vitals()).status).toBe(200);
    await leaving.moved();
    expect(code(await vitals())).toBe("visit-not-so");
    expect(code(await join(id, "carer-li"))).toBe("visit-not-so");
  });
});

describe("the vital signs beside a visit end", () => {
  const vitals = (id: string) => world.call("show-visit-vitals", { id, as: "doctor" });

  test("with the consent", async () => {
    const id = await requested();
    await inCall(id);
    await world.must("arrange-visit", { id, body: { kind: "withdraw" }, as: "nurse" });
    expect(code(await vitals(id))).toBe("visit-not-so");
    await world.must("arrange-visit", { id, body: consent, as: "nurse" });
    expect((await vitals(id)).status).toBe(200);
  });

  test("a day after the call", async () => {
    const id = await requested();
    await inCall(id);
    world.pass(30 * hour);
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    world.pass(24 * hour);
    expect((await vitals(id)).status).toBe(200);
    world.pass(second);
    expect(code(await vitals(id))).toBe("visit-not-so");
  });
});
