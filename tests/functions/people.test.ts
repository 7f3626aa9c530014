import { beforeEach, describe, expect, test } from "vitest";
import { me as meSchema } from "../../contracts/http/me.ts";
import { person as personSchema } from "../../contracts/http/people.ts";
import { actions, ruleOf } from "../../domain/access/actions.ts";
import { minute } from "../../domain/model/time.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { relativeOf } from "../relatives.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await world.must("register-facility", { body: { id: "home-2", name: "康宁院", kind: "care-home" } });
  const resident = { id: "resident-3", name: "赵秀兰", sex: "female", birthDate: "1941-03-01", facilityId: "home-2" };
  await world.must("register-resident", { body: resident });
  await world.person("manager", { name: "周院长", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  await world.person("boss", { name: "钱主任", roles: [{ role: "operator" }] });
  await world.person("nurse-2", { name: "孙护士", roles: [{ role: "nurse", facilityId: "home-2" }] });
});

const carer = (facilityId: string) => ({ role: "carer", facilityId }) as const;
const daughter = (residentId: string) => ({ residentId, relation: "女儿" });

const ofEverybody = actions.filter((one) => ruleOf(one).everybody === true);

async function stored(id: string) {
  return new PersonStore(world.tables).find(id);
}

describe("me", () => {
  test("a carer sees their facility and what they may do there, and no other", async () => {
    const me = meSchema.parse(await world.must("show-me", { as: "carer-li" }));
    expect(me).toMatchObject({ id: "carer-li", name: "护工李", everywhere: ofEverybody, residents: [] });
    expect(me.facilities).toMatchObject([{ id: "home-1", name: "松鹤院" }]);
    expect(me.facilities[0]?.may).toContain("alert.handle");
    expect(me.facilities[0]?.may).not.toContain("plan.change");
  });

  test("an operator sees every facility", async () => {
    const me = meSchema.parse(await world.must("show-me", { as: "boss" }));
    expect(me.facilities.map(({ id }) => id)).toEqual(["home-1", "home-2"]);
    expect(me.everywhere).toContain("person.manage");
    expect(me.facilities[0]?.may).toEqual(
      expect.arrayContaining(me.everywhere.filter((one) => !ofEverybody.includes(one))),
    );
  });

  test("a relative sees their resident and no facility", async () => {
    await world.person("daughter", { relations: [relativeOf("resident-1"), daughter("resident-2"), daughter("gone")] });
    const me = meSchema.parse(await world.must("show-me", { as: "daughter" }));
    expect(me.facilities).toEqual([]);
    expect(me.residents).toMatchObject([
      { id: "resident-1", name: "王桂英", relation: "女儿" },
      { id: "resident-2", may: [] },
    ]);
    const visits = ["visit.read", "visit.request", "visit.join", "visit.conduct"];
    expect(me.residents[0]?.may).toEqual(expect.arrayContaining([...visits, "family.read", "family.read-alerts"]));
    expect(me.residents[0]?.may.filter((one) => !/^(?:visit|family)/.test(one))).toEqual([]);
  });

  test("a page of another version passes over what it does not know that one may do", async () => {
    const told = await world.must("show-me", { as: "boss" });
    const newer = { ...told, everywhere: ["not.known-yet", ...told.everywhere] };
    expect(meSchema.parse(newer).everywhere).toEqual(told.everywhere);
  });

  test("a relation that is named again keeps its consent, one that is not named is gone with it", async () => {
    await world.person("daughter", { relations: [relativeOf("resident-1"), relativeOf("resident-2")] });
    const named = { relations: [{ residentId: "resident-1", relation: "小女儿" }] };
    await world.must("change-person", { id: "daughter", as: "boss", body: named });
    const stored = await new PersonStore(world.tables).find("daughter");
    expect(stored?.relations).toEqual([{ ...relativeOf("resident-1"), relation: "小女儿" }]);
  });

  test("what a page is told they may do is what the service lets them do", async () => {
    for (const id of ["carer-li", "manager", "boss", "nurse-2"]) {
      const me = meSchema.parse(await world.must("show-me", { as: id }));
      const mayRead =
        me.everywhere.includes("person.read") || me.facilities.some(({ may }) => may.includes("person.read"));
      expect((await world.call("list-people", { as: id })).status).toBe(mayRead ? 200 : 403);
    }
  });

  test("one changes how one is reached, and nothing else", async () => {
    const body = { phone: "+8613800000000", email: "li@example.org", language: "en" };
    const me = await world.must("change-me", { as: "carer-li", body });
    expect(me.reach).toEqual({ ...body, pushes: 0 });
    expect((await world.must("change-me", { as: "carer-li", body: { phone: null } })).reach).toEqual({
      email: "li@example.org",
      language: "en",
      pushes: 0,
    });
    const refused = await world.call("change-me", { as: "carer-li", body: { roles: [{ role: "operator" }] } });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: "#/roles" }] } });
    expect(await stored("carer-li")).toMatchObject({ roles: [carer("home-1")], version: 3 });
  });

  test("two changes at once both hold", async () => {
    await Promise.all([
      world.must("change-me", { as: "carer-li", body: { phone: "+8613800000000" } }),
      world.must("change-me", { as: "carer-li", body: { language: "en" } }),
    ]);
    expect((await stored("carer-li"))?.reach).toMatchObject({ phone: "+8613800000000", language: "en" });
  });

  test("the operators' command has no self", async () => {
    expect(await world.call("show-me")).toMatchObject({ status: 403, body: { code: "no-access" } });
  });
});

describe("live connections", () => {
  const listening = async (personId: string, ...clientIds: readonly string[]) => {
    for (const clientId of clientIds) {
      const letInAt = world.now;
      await new ConnectionStore(world.tables).add({ personId, clientId, letInAt, until: letInAt + minute });
    }
  };

  test("of somebody who signs out end, all of theirs and nobody else's", async () => {
    await listening("carer-li", "browser-1", "browser-2");
    await listening("manager", "browser-3");
    expect(await world.must("sign-out-me", { as: "carer-li" })).toEqual({ connectionsEnded: 2 });
    expect(world.endedConnections.toSorted()).toEqual(["browser-1", "browser-2"]);
    expect(await world.must("sign-out-me", { as: "carer-li" })).toEqual({ connectionsEnded: 0 });
  });

  test.each([
    ["a role is taken", { roles: [] }, true],
    ["a role is given", { roles: [carer("home-1"), { role: "nurse", facilityId: "home-1" }] }, true],
    ["a relative is added", { relations: [daughter("resident-1")] }, true],
    ["the person is disabled", { disabled: true }, true],
    ["the name is corrected", { name: "李红" }, false],
  ])("end when %s", async (_what, body, ends) => {
    await listening("carer-li", "browser-1");
    await world.must("change-person", { id: "carer-li", as: "boss", body });
    expect(world.endedConnections).toEqual(ends ? ["browser-1"] : []);
  });

  test("that ended by themselves are not asked for", async () => {
    await listening("carer-li", "browser-1");
    world.pass(minute);
    expect(await world.must("sign-out-me", { as: "carer-li" })).toEqual({ connectionsEnded: 0 });
    expect(world.endedConnections).toEqual([]);
  });

  test("that cannot be ended are told, and asked for again the next time", async () => {
    await listening("carer-li", "browser-1");
    world.broken.add("liveConnections");
    const failed = await world.call("change-person", { id: "carer-li", as: "boss", body: { disabled: true } });
    expect(failed.status).toBe(500);
    expect((await stored("carer-li"))?.disabledAt).toBe(world.now);
    world.broken.clear();
    await world.must("change-person", { id: "carer-li", as: "boss", body: { disabled: true } });
    expect(world.endedConnections).toEqual(["browser-1"]);
  });
});

describe("accounts at the issuer", () => {
  const change = (body: object) => world.call("change-person", { id: "carer-li", as: "boss", body });

  test("are closed when somebody is disabled, and opened again with them; nothing else touches them", async () => {
    await change({ name: "李红" });
    await change({ roles: [] });
    expect(world.accounts).toEqual([]);
    await change({ disabled: true });
    await change({ disabled: false });
    expect(world.accounts).toEqual(["close carer-li", "reopen carer-li"]);
  });

  test("that cannot be closed are told, and asked for again the next time; the service keeps the person out already", async () => {
    world.broken.add("accounts");
    expect((await change({ disabled: true })).status).toBe(500);
    expect((await world.call("show-me", { as: "carer-li" })).status).toBe(403);
    world.broken.clear();
    expect((await change({ disabled: true })).status).toBe(200);
    expect(world.accounts).toEqual(["close carer-li"]);
  });

  test("are not touched where the caller may not disable the person", async () => {
    await world.call("change-person", { id: "boss", as: "manager", body: { disabled: true } });
    expect(world.accounts).toEqual([]);
  });
});

describe("a facility's manager", () => {
  const as = "manager";

  test("sees who belongs to their facility, and of them what belongs there", async () => {
    await world.person("both", { roles: [carer("home-1"), carer("home-2")] });
    await world.person("daughter", { relations: [daughter("resident-1"), daughter("resident-3")] });
    await world.person("nobody");
    const { items } = await world.must("list-people", { as });
    expect(items.map(({ id }: { id: string }) => id)).toEqual(["both", "carer-li", "daughter", "manager"]);
    for (const item of items) personSchema.parse(item);
    expect(items[0]).toMatchObject({ roles: [carer("home-1")], elsewhere: true });
    expect(items[1]).toMatchObject({ elsewhere: false });
    expect(items[2]).toMatchObject({ relations: [daughter("resident-1")], elsewhere: true });
  });

  test("registers a carer, who may work from the next request on", async () => {
    const body = { id: "auth0|7", name: "吴护工", roles: [carer("home-1")], phone: "+8613900000000" };
    const made = personSchema.parse(await world.must("register-person", { as, body }));
    expect(made).toMatchObject({ id: "auth0|7", roles: [carer("home-1")], version: 1 });
    expect((await world.must("list-residents", { as: "auth0|7" })).items).toHaveLength(2);
    expect(await world.call("register-person", { as, body })).toMatchObject({ status: 409 });
  });

  test.each([
    ["an operator", { roles: [{ role: "operator" }] }, 403, "may-not-grant"],
    ["another manager", { roles: [{ role: "facility-manager", facilityId: "home-1" }] }, 403, "may-not-grant"],
    ["a supervisor of the county", { roles: [{ role: "health-supervisor" }] }, 403, "may-not-grant"],
    ["a carer of another home", { roles: [carer("home-2")] }, 404, "unknown-facility"],
    ["a carer of no home", { roles: [carer("home-9")] }, 404, "unknown-facility"],
    ["a relative of another home's resident", { relations: [daughter("resident-3")] }, 404, "unknown-resident"],
    ["a relative of nobody", { relations: [daughter("resident-9")] }, 404, "unknown-resident"],
    ["somebody with nothing at all", {}, 403, "may-not-grant"],
    ["a carer everywhere", { roles: [{ role: "carer" }] }, 400, "invalid-request"],
    ["a device", { roles: [{ role: "device", facilityId: "home-1" }] }, 400, "invalid-request"],
  ])("does not register %s", async (_who, given, status, code) => {
    const answer = await world.call("register-person", { as, body: { id: "new", name: "新", ...given } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(await stored("new")).toBeUndefined();
  });

  test("gives and takes roles at their facility; what others gave stays", async () => {
    await world.person("both", { roles: [carer("home-1"), carer("home-2")] });
    const nurse = { role: "nurse", facilityId: "home-1" };
    await world.must("change-person", { id: "both", as, body: { roles: [nurse] } });
    expect((await stored("both"))?.roles).toEqual([carer("home-2"), nurse]);
    const gone = await world.must("change-person", { id: "both", as, body: { roles: [] } });
    expect([gone.roles, gone.elsewhere]).toEqual([[], true]);
    expect((await stored("both"))?.roles).toEqual([carer("home-2")]);
  });

  test("a person of another home is to them as one who does not exist", async () => {
    const body = { name: "另" };
    const [other, none] = await Promise.all(
      ["nurse-2", "nobody-9"].map((id) => world.call("change-person", { id, as, body })),
    );
    const withoutId = (text: unknown, id: string) => JSON.stringify(text).replaceAll(id, "·");
    expect([other?.status, withoutId(other?.body, "nurse-2")]).toEqual([404, withoutId(none?.body, "nobody-9")]);
  });

  test.each([
    ["disable an operator who also nurses here", "double", { disabled: true }],
    ["rename somebody who works elsewhere too", "both", { name: "另" }],
    ["take another manager's role", "deputy", { roles: [] }],
    ["change their own rights", "manager", { roles: [carer("home-1")] }],
  ])("may not %s", async (_what, id, body) => {
    await world.person("double", { roles: [{ role: "operator" }, { role: "nurse", facilityId: "home-1" }] });
    await world.person("both", { roles: [carer("home-1"), carer("home-2")] });
    await world.person("deputy", { roles: [{ role: "facility-manager", facilityId: "home-1" }] });
    const before = await stored(id);
    expect(await world.call("change-person", { id, as, body })).toMatchObject({
      status: 403,
      body: { code: "may-not-grant" },
    });
    expect(await stored(id)).toEqual(before);
  });
});

describe("a licence", () => {
  const licence = { number: "110000000000001", since: "2015-07-01" };
  const record = (as: string, id: string, body: object) => world.call("change-person", { id, body, as });

  beforeEach(async () => {
    const roles = [{ role: "facility-manager", facilityId: "home-1" } as const];
    await world.person("manager-1", { roles: [...roles, { role: "doctor", facilityId: "home-1" }] });
    await world.person("doctor-1", { roles: [{ role: "doctor", facilityId: "home-1" }] });
  });

  test("is recorded, kept by other changes, and taken away by who looks after the person", async () => {
    expect((await record("manager-1", "doctor-1", { licence })).body.licence).toEqual(licence);
    expect((await record("manager-1", "doctor-1", { name: "周文博" })).body).toMatchObject({ name: "周文博", licence });
    expect((await record("manager-1", "doctor-1", { licence: null })).body.licence).toBeUndefined();
  });

  test("is nobody's to record for themselves", async () => {
    const own = await record("manager-1", "manager-1", { licence });
    expect([own.status, own.body.code]).toEqual([403, "may-not-grant"]);
    expect((await record("doctor-1", "doctor-1", { licence })).status).toBe(403);
  });

  test.each([
    [{ number: "12345", since: "2015-07-01" }],
    [{ number: "1100 0000 0000 001", since: "2015-07-01" }],
    [{ number: "110000000000001", since: "2015-02-30" }],
    [{ number: "110000000000001" }],
  ])("is refused as %o", async (wrong) => {
    expect((await record("manager-1", "doctor-1", { licence: wrong })).status).toBe(400);
  });
});

describe("operators", () => {
  test("see everybody in pages, or those of one facility", async () => {
    const first = await world.must("list-people", { as: "boss", query: { limit: "3" } });
    const second = await world.must("list-people", { as: "boss", query: { limit: "3", after: first.next } });
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual(["boss", "carer-li", "manager", "nurse-2"]);
    expect(second.next).toBeUndefined();
    const { items } = await world.must("list-people", { as: "boss", query: { facilityId: "home-2" } });
    expect(items.map(({ id }: { id: string }) => id)).toEqual(["nurse-2"]);
  });

  test("name further operators, by the command too", async () => {
    await world.must("register-person", { body: { id: "first", name: "首任", roles: [{ role: "operator" }] } });
    const body = { id: "next", name: "继任", roles: [{ role: "operator" }] };
    await world.must("register-person", { as: "first", body });
    expect((await stored("next"))?.roles).toEqual([{ role: "operator" }]);
  });

  test.each([{ disabled: true }, { roles: [] }])("the last one stays: %j", async (body) => {
    const answer = await world.call("change-person", { id: "boss", body });
    expect([answer.status, answer.body.code]).toEqual([409, "last-operator"]);
    await world.person("second", { roles: [{ role: "operator" }] });
    await world.must("change-person", { id: "boss", body });
  });

  test("two who take each other's role at once leave one", async () => {
    await world.person("second", { roles: [{ role: "operator" }] });
    const answers = await Promise.all([
      world.call("change-person", { id: "boss", as: "second", body: { disabled: true } }),
      world.call("change-person", { id: "second", as: "boss", body: { disabled: true } }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = [await stored("boss"), await stored("second")].filter((one) => one?.disabledAt === undefined);
    expect(left).toHaveLength(1);
  });

  test("write only what they saw, when they say what that was", async () => {
    const body = { name: "李红", version: 1 };
    await world.must("change-person", { id: "carer-li", as: "boss", body });
    expect(await world.call("change-person", { id: "carer-li", as: "boss", body })).toMatchObject({
      status: 409,
      body: { code: "version-conflict" },
    });
  });

  test("disable and enable again; the first time stands", async () => {
    const first = await world.must("change-person", { id: "carer-li", as: "boss", body: { disabled: true } });
    world.pass(minute);
    const again = await world.must("change-person", { id: "carer-li", as: "boss", body: { disabled: true } });
    expect(again.disabledAt).toBe(first.disabledAt);
    expect((await world.call("show-me", { as: "carer-li" })).status).toBe(403);
    await world.must("change-person", { id: "carer-li", as: "boss", body: { disabled: false } });
    expect((await world.call("show-me", { as: "carer-li" })).status).toBe(200);
  });

  test("give nobody more facilities than a live connection takes", async () => {
    const roles = Array.from({ length: 51 }, (_, index) => carer(`f-${index}`));
    expect(await world.call("register-person", { as: "boss", body: { id: "new", name: "新", roles } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "#/roles", expected: "at most 50 facilities" }] },
    });
  });

  test("the log says that rights were changed, by marks that name nobody", async () => {
    await world.must("change-person", { id: "carer-li", as: "boss", body: { roles: [] } });
    const line = world.log.find(({ message }) => message === "somebody's rights were changed");
    expect(line).toMatchObject({ principal: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(JSON.stringify(world.log)).not.toMatch(/carer-li|护工李|boss/);
  });
});
