import { beforeEach, describe, expect, test } from "vitest";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import type { Person } from "../../domain/model/person.ts";
import { day, hour } from "../../domain/model/time.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { ConsentStore } from "../../stores/consent-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { VisitStore } from "../../stores/visit-store.ts";
import { relativeOf } from "../relatives.ts";
import { type Answer, World } from "./world.ts";

let world: World;

beforeEach(async () => {
  world = await new World().furnish();
  await world.person("nurse", { name: "陈静", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("manager", { name: "赵国强", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
});

const code = ({ body }: Answer): string => body.code;
const atHome = { id: "resident-1" };
const asked = { do: "invite", name: "王小梅", relation: "女儿", intended: ["status-light"] };
const byResident = { by: "resident", how: "paper", capacity: true };
const grant = (classes: readonly string[], more: object = {}) => ({
  kind: "grant",
  classes,
  given: byResident,
  ...more,
});

async function invite(
  more: object = {},
): Promise<{ readonly code: string; readonly invitation: { readonly id: string } }> {
  return world.must("invite-relative", { ...atHome, body: { ...asked, ...more }, as: "nurse" });
}

const joining = (given: string, more: object = {}) => ({
  do: "join",
  code: given,
  name: "王小梅",
  birthDate: "1980-05-01",
  isAdult: true,
  accepted: ["relation"],
  noticeVersion,
  ...more,
});

async function join(subject: string, given: string, more: object = {}): Promise<Answer> {
  return world.call("join-as-relative", { body: joining(given, more), as: subject });
}

async function change(personId: string, what: object, as = "nurse", number?: number): Promise<Answer> {
  const newest = await new ConsentStore(world.tables).newest("resident-1", personId);
  const body = { personId, number: number ?? newest?.number ?? 0, change: what };
  return world.call("change-consent", { ...atHome, body, as });
}

async function stored(id: string): Promise<Person | undefined> {
  return new PersonStore(world.tables).find(id);
}

async function expectTrailToHold(id: string): Promise<void> {
  const newest = await new ConsentStore(world.tables).newest("resident-1", id);
  const relation = (await stored(id))?.relations.find(({ residentId }) => residentId === "resident-1");
  expect(relation).toEqual(newest?.leaves);
}

/** May they see of the resident what that class of data is in? */
async function sees(id: string): Promise<readonly string[]> {
  const { items } = await world.must("show-my-relations", { as: id });
  return items.flatMap(({ classes }: { readonly classes: readonly string[] }) => classes);
}

describe("coming in", () => {
  test("whoever has the code is told whom it is for, joins by it, and sees nothing until it is consented to", async () => {
    const { code: given } = await invite({ isEmergencyContact: true });
    const look = await world.must("join-as-relative", { body: { do: "look", code: given }, as: "newcomer" });
    expect(look).toMatchObject({ state: "invited", residentName: "王桂英", facilityName: "松鹤院", relation: "女儿" });
    expect(look).not.toHaveProperty("residentId");
    expect((await join("newcomer", given)).body).toMatchObject({ state: "joined", residentId: "resident-1" });
    expect(await world.must("show-my-relations", { as: "newcomer" })).toMatchObject({
      items: [{ residentId: "resident-1", state: "waiting", classes: [], isEmergencyContact: true }],
    });
    expect((await stored("newcomer"))?.name).toBe("王小梅");
    await expectTrailToHold("newcomer");
    expect(JSON.stringify(await stored("newcomer"))).not.toContain("1980");
  });

  test("somebody who is registered already keeps what they are", async () => {
    const { code: given } = await invite();
    expect((await join("carer-li", given)).status).toBe(200);
    expect(await stored("carer-li")).toMatchObject({ name: "护工李", roles: [{ role: "carer" }], version: 2 });
  });

  test("of two who come by one code at once, one is in", async () => {
    const { code: given } = await invite();
    const answers = await Promise.all(["one", "two"].map((subject) => join(subject, given)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
    const there = await Promise.all(["one", "two"].map(stored));
    expect(there.filter((found) => found !== undefined)).toHaveLength(1);
  });

  test("wrong, used, withdrawn and lapsed codes and those of whoever died are answered alike", async () => {
    const used = (await invite()).code;
    await join("first", used);
    const { code: withdrawn, invitation } = await invite();
    const revoke = { do: "revoke", invitationId: invitation.id };
    await world.must("invite-relative", { ...atHome, body: revoke, as: "manager" });
    await world.must("invite-relative", { ...atHome, body: revoke, as: "manager" });
    const open = (await invite()).code;
    const answers: Answer[] = [];
    for (const given of ["0000-0000-0000", used, withdrawn]) answers.push(await join("newcomer", given));
    world.pass(7 * day);
    answers.push(await join("newcomer", open));
    const late = (await invite()).code;
    await world.must("discharge-resident", {
      ...atHome,
      body: { reason: "deceased", openAlerts: "real" },
      as: "nurse",
    });
    answers.push(await join("newcomer", late));
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    expect(answers[0]?.status).toBe(404);
    expect(await stored("newcomer")).toBeUndefined();
  });

  test("after twenty tries within an hour even the right code is not looked at; an hour later it is", async () => {
    const { code: given } = await invite();
    for (let n = 0; n < 20; n += 1) expect(code(await join("guesser", `${n}`))).toBe("code-not-good");
    expect(code(await join("guesser", given))).toBe("too-often");
    expect((await join("another", given)).status).toBe(200);
    world.pass(hour);
    expect(code(await join("guesser", given))).toBe("code-not-good");
  });

  test("a minor is refused kindly and leaves no trace; the code stays good for an adult", async () => {
    const { code: given } = await invite();
    const refused = await join("child", given, { birthDate: "2012-03-04" });
    expect(refused).toMatchObject({ status: 422, body: { code: "too-young" } });
    expect(refused.body.detail).toContain("成年家人");
    expect(await stored("child")).toBeUndefined();
    expect((await new ConsentStore(world.tables).listOf("resident-1")).items).toEqual([]);
    expect((await join("mother", given)).status).toBe(200);
  });

  test("nothing is agreed to by a notice that nobody read, or without the purpose that everything needs", async () => {
    const { code: given } = await invite();
    expect(code(await join("newcomer", given, { noticeVersion: "2020-01-01" }))).toBe("version-conflict");
    expect(code(await join("newcomer", given, { accepted: ["messages"] }))).toBe("version-conflict");
    expect(code(await join("newcomer", given, { isAdult: false }))).toBe("invalid-request");
    expect(await stored("newcomer")).toBeUndefined();
  });

  test("a number is kept only of who wants to be written to", async () => {
    const phone = "+8613800000009";
    await join("quiet", (await invite()).code, { phone });
    await join("told", (await invite()).code, { phone, accepted: ["relation", "messages"] });
    expect((await stored("quiet"))?.reach.phone).toBeUndefined();
    expect((await stored("told"))?.reach.phone).toBe(phone);
  });

  test("who is disabled is refused, and the operators' command is no relative", async () => {
    const { code: given } = await invite();
    await world.person("gone", { disabledAt: 1 });
    expect(code(await join("gone", given))).toBe("no-access");
    expect(code(await world.call("join-as-relative", { body: joining(given) }))).toBe("no-access");
  });
});

describe("yes and no", () => {
  beforeEach(async () => {
    await join("daughter", (await invite()).code);
  });

  test("what the resident lets her see is seen from then on, for as long as they said, and no class more", async () => {
    const until = new Date(world.now + 30 * day).toISOString();
    const kin = (await change("daughter", grant(["status-light", "vitals"], { until }))).body;
    expect(kin.relatives).toMatchObject([
      {
        person: { id: "daughter" },
        state: "standing",
        consent: { classes: ["status-light", "vitals"], given: byResidentShown },
      },
    ]);
    expect(await sees("daughter")).toEqual(["status-light", "vitals"]);
    await expectTrailToHold("daughter");
    world.pass(30 * day);
    expect(await sees("daughter")).toEqual([]);
    expect((await world.must("list-kin", { ...atHome, as: "nurse" })).relatives).toMatchObject([{ state: "over" }]);
  });

  test("taken back, nothing is seen from the answer on, and what she listens to has ended", async () => {
    await change("daughter", grant(["video", "vitals"]));
    const connections = new ConnectionStore(world.tables);
    await connections.add({ personId: "daughter", clientId: "page-1", letInAt: world.now, until: world.now + hour });
    world.endedConnections.length = 0;
    const answer = await change("daughter", { kind: "revoke", given: byResident });
    expect(answer.body.relatives).toMatchObject([{ state: "over" }]);
    expect(world.endedConnections).toEqual(["page-1"]);
    expect(await sees("daughter")).toEqual([]);
    await expectTrailToHold("daughter");
    const { history } = answer.body;
    expect(history.map(({ kind }: { readonly kind: string }) => kind)).toEqual(["revoked", "granted", "joined"]);
  });

  test("taking back wins over who wrote meanwhile, and done again it ends what a fault left open", async () => {
    await change("daughter", grant(["vitals"]));
    const connections = new ConnectionStore(world.tables);
    await connections.add({ personId: "daughter", clientId: "page-1", letInAt: world.now, until: world.now + hour });
    world.broken.add("liveConnections");
    const revoke = { kind: "revoke", given: { by: "staff", reason: "家属威胁老人" } };
    expect((await change("daughter", revoke, "manager", 0)).status).toBe(500);
    expect(await sees("daughter")).toEqual([]);
    world.broken.delete("liveConnections");
    world.endedConnections.length = 0;
    expect((await change("daughter", revoke, "manager", 0)).status).toBe(200);
    expect(world.endedConnections).toEqual(["page-1"]);
  });

  test("a call under way goes on without her once she may not be seen by video any more", async () => {
    await world.person("doctor", { roles: [{ role: "doctor", facilityId: "home-1" }] });
    await change("daughter", grant(["video"]));
    const visit = {
      id: "visit-1",
      kind: "family-call",
      residentId: "resident-1",
      reason: "看看妈妈",
      invited: ["daughter"],
    };
    const at = new Date(world.now).toISOString();
    await world.must("request-visit", { body: { ...visit, scheduledAt: at }, as: "nurse" });
    await world.must("join-visit", { id: "visit-1", body: { peerId: "browser-d" }, as: "daughter" });
    await world.must("join-visit", { id: "visit-1", body: { peerId: "browser-n" }, as: "nurse" });
    await change("daughter", grant(["vitals"]));
    expect((await new VisitStore(world.tables).find("visit-1"))?.present.map(({ personId }) => personId)).toEqual([
      "nurse",
    ]);
    expect(world.endedConnections).toContain("browser-d");
    expect(
      (await world.call("join-visit", { id: "visit-1", body: { peerId: "browser-e" }, as: "daughter" })).status,
    ).toBe(403);
  });

  test("a consent names each class once, one who heard it where it was spoken, and that they understood", async () => {
    const spoken = { by: "resident", how: "spoken", capacity: true };
    for (const wrong of [
      grant([]),
      grant(["vitals", "vitals"]),
      { ...grant(["vitals"]), given: spoken },
      { ...grant(["vitals"]), given: { by: "resident", how: "paper" } },
      { ...grant(["vitals"]), given: { by: "staff", reason: "方便" } },
    ])
      expect(code(await change("daughter", wrong))).toBe("invalid-request");
    const heard = { ...grant(["vitals"]), given: { ...spoken, witness: "李秀梅" } };
    expect((await change("daughter", heard)).status).toBe(200);
  });

  test("who changed it meanwhile is not overwritten, a stranger gets none, and a past end is refused", async () => {
    expect(code(await change("daughter", grant(["vitals"]), "nurse", 7))).toBe("version-conflict");
    expect(code(await change("carer-li", grant(["vitals"])))).toBe("unknown-person");
    const until = new Date(world.now).toISOString();
    expect(code(await change("daughter", grant(["vitals"], { until })))).toBe("consent-not-so");
  });

  test("of two changes at once one is written, and the person is as the trail says", async () => {
    const answers = await Promise.all([change("daughter", grant(["vitals"])), change("daughter", grant(["alerts"]))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    await expectTrailToHold("daughter");
  });

  test("she leaves by herself, at once and for good; again changes nothing", async () => {
    await change("daughter", grant(["vitals"]));
    for (let times = 0; times < 2; times += 1)
      expect(await world.must("leave-relation", { body: { residentId: "resident-1" }, as: "daughter" })).toMatchObject({
        items: [],
      });
    await expectTrailToHold("daughter");
    expect((await new ConsentStore(world.tables).newest("resident-1", "daughter"))?.step.kind).toBe("left");
  });

  test("a relation that staff take off her page is in the trail too, and its consent does not come back with it", async () => {
    await change("daughter", grant(["vitals"]));
    await world.must("change-person", { id: "daughter", body: { relations: [] }, as: "manager" });
    await expectTrailToHold("daughter");
    const bare = { residentId: "resident-1", relation: "女儿" };
    await world.must("change-person", { id: "daughter", body: { relations: [bare] } });
    expect(await sees("daughter")).toEqual([]);
  });

  test("one consent of a move goes along; who dies or leaves takes all of them, and the page still says what happened", async () => {
    await change("daughter", grant(["vitals"]));
    await world.must("move-resident", { ...atHome, body: { bedId: null }, as: "nurse" });
    expect(await sees("daughter")).toEqual(["vitals"]);
    const discharge = { ...atHome, body: { reason: "deceased" }, as: "nurse" };
    await world.must("discharge-resident", discharge);
    await world.must("discharge-resident", discharge);
    expect(await world.must("show-my-relations", { as: "daughter" })).toMatchObject({
      items: [{ state: "over", ended: "died", classes: [] }],
    });
    await expectTrailToHold("daughter");
    const trail = (await new ConsentStore(world.tables).listOf("resident-1")).items;
    expect(trail.map(({ step }) => step.kind)).toEqual(["joined", "granted", "care-ended"]);
    expect(code(await change("daughter", grant(["vitals"])))).toBe("discharged");
  });
});

const byResidentShown = { by: "resident", how: "paper" };

describe("a guardian", () => {
  const guardianship = { proof: { kind: "court-judgment", number: "(2026)云01民特3号" } };

  beforeEach(async () => {
    await join("son", (await invite({ relation: "儿子", guardianship })).code);
    await join("daughter", (await invite()).code);
  });

  const own = { by: "guardian", how: "app", personId: "son" };

  test("decides for the others in their own page, sees everything, and nothing of it is theirs to give themselves", async () => {
    expect(await sees("son")).toHaveLength(5);
    const answer = await change("daughter", { kind: "grant", classes: ["alerts"], given: own }, "son");
    expect(answer.body.history[0]).toMatchObject({ kind: "granted", by: { id: "son" }, given: { by: "guardian" } });
    expect(await sees("daughter")).toEqual(["alerts"]);
    expect(code(await change("son", { kind: "grant", classes: ["alerts"], given: own }, "son"))).toBe("consent-not-so");
    expect((await change("daughter", { kind: "revoke", given: own }, "son")).status).toBe(200);
    expect(await sees("daughter")).toEqual([]);
  });

  test("speaks for nobody else, and records neither proofs nor what the resident is said to have said", async () => {
    for (const wrong of [
      grant(["vitals"]),
      { kind: "grant", classes: ["vitals"], given: { ...own, personId: "daughter" } },
      { kind: "guardianship", guardianship },
      { kind: "end-guardianship", reason: "-" },
      { kind: "contact", isEmergencyContact: true },
      { kind: "grant", classes: ["vitals"], given: own, until: "2020-01-01T00:00:00Z" },
    ])
      expect(code(await change("daughter", wrong, "son"))).toBe("consent-not-so");
    expect((await change("daughter", grant(["vitals"]), "daughter")).status).toBe(403);
  });

  test("counts no more once the proof was withdrawn; staff cannot write down their word then", async () => {
    const onPaper = { ...own, how: "paper" };
    expect((await change("daughter", { kind: "grant", classes: ["vitals"], given: onPaper })).status).toBe(200);
    await change("son", { kind: "end-guardianship", reason: "法院撤销" }, "manager");
    expect(await sees("son")).toEqual([]);
    expect((await change("daughter", { kind: "revoke", given: own }, "son")).status).toBe(403);
    expect(code(await change("daughter", { kind: "grant", classes: ["alerts"], given: onPaper }))).toBe(
      "consent-not-so",
    );
    expect(await sees("daughter")).toEqual(["vitals"]);
    await expectTrailToHold("son");
  });
});

test("a relative of an earlier version's store, without any entry, can be given and taken a consent as well", async () => {
  await world.person("old", { relations: [{ residentId: "resident-1", relation: "儿子" }] });
  await world.person("older", { relations: [relativeOf("resident-1")] });
  expect((await world.must("list-kin", { ...atHome, as: "nurse" })).relatives).toMatchObject([
    { person: { id: "old" }, state: "waiting", number: 0 },
    { person: { id: "older" }, state: "standing", number: 0 },
  ]);
  await change("old", grant(["vitals"]));
  await change("older", { kind: "revoke", given: byResident });
  expect(await sees("old")).toEqual(["vitals"]);
  expect(await sees("older")).toEqual([]);
});

test("no code stands in the tables or the log, and no list tells it again", async () => {
  const { code: given } = await invite();
  expect(given).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
  await join("newcomer", given);
  expect(JSON.stringify(world.log)).not.toContain(given);
  expect(JSON.stringify(await world.must("list-kin", { ...atHome, as: "nurse" }))).not.toContain(given);
});
