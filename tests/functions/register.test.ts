import { beforeEach, describe, expect, test } from "vitest";
import { minute, second } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { WatchStore } from "../../stores/watch-store.ts";
import { relativeOf } from "../relatives.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await world.must("register-facility", {
    body: { id: "home-2", name: "云杉院", kind: "care-home", beds: [{ id: "x1", label: "101-1" }] },
  });
  await world.person("nurse", { name: "周护士", roles: [{ role: "nurse", facilityId: "home-1" }] });
  await world.person("manager", { name: "钱院长", roles: [{ role: "facility-manager", facilityId: "home-1" }] });
  await world.person("both", {
    name: "孙院长",
    roles: ["home-1", "home-2"].map((facilityId) => ({ role: "facility-manager" as const, facilityId })),
  });
  await world.person("carer", { name: "护工", roles: [{ role: "carer", facilityId: "home-1" }] });
});

const show = (id: string) => world.must("show-resident", { id });
const change = (body: object, as = "nurse", id = "resident-1") => world.call("change-resident", { id, body, as });
const move = (body: object, as = "both", id = "resident-1") => world.call("move-resident", { id, body, as });
const discharge = (body: object, id = "resident-1", as = "manager") =>
  world.call("discharge-resident", { id, body, as });
const assign = (id: string, residentId: string | null, as = "manager") =>
  world.call("assign-device", { id, body: { residentId }, as });
const history = async (id = "resident-1", query: Record<string, string> = {}) =>
  world.must("list-plan-history", { id, query });
const sos = (messageId: string, device = "band-1", at?: number) =>
  world.urgent(
    world.message(
      device,
      "event",
      { id: messageId, type: "sos", ...(at !== undefined && { at: new Date(at).toISOString() }) },
      messageId,
    ),
  );
const watchOf = async (id: string) => (await new WatchStore(world.tables).find(id))?.watch;
const devicesOn = async (id: string) => (await watchOf(id))?.devices.map(({ deviceId }) => deviceId);
const alertsIn = async (facilityId: string) => (await new AlertStore(world.tables).listOpen(facilityId)).items;

describe("what is known of a resident", () => {
  test("is changed where it is said, taken away by null, and kept with who, before and after", async () => {
    const { status, body } = await change({ name: "王桂英", allergies: ["青霉素"], advanceWishes: "不插管" });
    expect([status, body.allergies, body.advanceWishes, body.version]).toEqual([200, ["青霉素"], "不插管", 2]);
    await change({ advanceWishes: null, contacts: [{ name: "王强", relation: "儿子", phone: "1" }] });
    expect(await show("resident-1")).not.toHaveProperty("advanceWishes");
    expect(await history()).toMatchObject({
      items: [
        {
          version: 3,
          by: "周护士",
          what: "facts",
          changed: ["advanceWishes", "contacts"],
          facts: { before: { advanceWishes: "不插管", contacts: [] }, after: { contacts: [{ name: "王强" }] } },
        },
        { version: 2, changed: ["allergies", "advanceWishes"], facts: { before: { allergies: [] } } },
      ],
    });
  });

  test("said again as it is changes nothing and counts no version", async () => {
    await change({ allergies: ["青霉素"] });
    const { body } = await change({ allergies: ["青霉素"], sex: "female" });
    expect(body.version).toBe(2);
    expect((await history()).items).toHaveLength(1);
  });

  test("a form that saw an older version is refused with 409, and nothing is changed", async () => {
    await change({ allergies: ["青霉素"], version: 1 });
    const { status, body } = await change({ allergies: [], version: 1 });
    expect([status, body.code]).toEqual([409, "version-conflict"]);
    expect((await show("resident-1")).allergies).toEqual(["青霉素"]);
  });

  test("a disability level needs to be said by whom it was assessed, and stands in the plan's history", async () => {
    expect((await change({ disabilityLevel: 4 })).body.errors).toMatchObject([{ pointer: "#/reason" }]);
    await change({ disabilityLevel: 4, reason: "评估员张某 2026-11-20" });
    expect((await history()).items).toMatchObject([
      { what: "plan", plan: { before: { disabilityLevel: 0 }, after: { disabilityLevel: 4 } } },
    ]);
    expect((await show("resident-1")).plan.changes).toMatchObject([{ by: "周护士", changed: ["disabilityLevel"] }]);
  });

  test.each([
    ["nothing at all", {}, "#"],
    ["a birth tomorrow", { birthDate: "2026-11-23" }, "#/birthDate"],
    ["an empty name", { name: "" }, "#/name"],
    ["a bed, which has a route of its own", { bedId: "b2" }, "#/bedId"],
  ])("%s is refused, with the place", async (_claim, body, pointer) => {
    const answer = await change(body);
    expect([answer.status, answer.body.errors[0].pointer.replace(/\/$/, "")]).toEqual([400, pointer]);
  });

  test("is changed by nobody who may not, and the refusal of a stranger's resident is that of one who is not there", async () => {
    expect((await change({ name: "x" }, "carer")).status).toBe(403);
    await world.person("elsewhere", { roles: [{ role: "nurse", facilityId: "home-2" }] });
    const stranger = await change({ name: "x" }, "elsewhere");
    const missing = await change({ name: "x" }, "elsewhere", "nobody");
    expect([stranger.status, missing.status]).toEqual([404, 404]);
    expect(stranger.body.code).toBe(missing.body.code);
  });
});

describe("a number that the caller chooses", () => {
  const newcomer = { name: "王", sex: "female", birthDate: "1941-03-08", facilityId: "home-2" };
  const register = (id: string, as?: string) =>
    world.call("register-resident", { body: { ...newcomer, id }, ...(as !== undefined && { as }) });

  test("is one of their facility: whoever has it elsewhere is neither told of nor in the way", async () => {
    await world.person("other", { roles: [{ role: "facility-manager", facilityId: "home-2" }] });
    const [taken, free] = [await register("resident-1", "other"), await register("nobody-1", "other")];
    expect([taken.status, free.status]).toEqual([201, 201]);
    expect(taken.body.id).toMatch(/^resident-1-.{12}$/);
    expect((await show("resident-1")).facilityId).toBe("home-1");
  });

  test("is taken when somebody of their own has it, as an id or as a number", async () => {
    expect((await register("n-1", "both")).status).toBe(201);
    for (const id of ["n-1", "resident-1"])
      expect((await register(id, "both")).body).toMatchObject({ code: "already-exists" });
    expect((await register("n-1")).body).toMatchObject({ code: "already-exists" });
  });

  test("is the id itself for who looks after all facilities", async () => {
    expect((await register("n-2")).body).toMatchObject({ id: "n-2" });
  });
});

describe("the history of a plan", () => {
  const limit = (high: number) => ({
    limits: { "heart-rate": { high, delaySeconds: 60, hysteresis: 3, priority: "high" } },
  });

  test("keeps every change, not the latest twenty, with the plan before and after, page by page", async () => {
    await world.person("doctor", { name: "吴医生", roles: [{ role: "doctor", facilityId: "home-1" }] });
    for (let count = 0; count < 25; count += 1)
      await world.must("set-monitoring-plan", {
        id: "resident-1",
        as: "doctor",
        body: { ...limit(110 + count), by: "somebody else", reason: `第 ${count} 次` },
      });
    const first = await history("resident-1", { limit: "20" });
    const second = await history("resident-1", { limit: "20", before: first.next });
    const all = [...first.items, ...second.items];
    expect(all.map(({ version }: { version: number }) => version)).toEqual(
      Array.from({ length: 25 }, (_, i) => 26 - i),
    );
    expect(second.next).toBeUndefined();
    expect(all[0]).toMatchObject({ by: "吴医生", reason: "第 24 次", changed: ["heart-rate"] });
    expect(all[0].plan.before.overrides.limits["heart-rate"].high).toBe(133);
    expect(all[0].plan.after.overrides.limits["heart-rate"].high).toBe(134);
  });

  test("is read by staff alone", async () => {
    await world.person("daughter", { relations: [relativeOf("resident-1")] });
    expect((await world.call("list-plan-history", { id: "resident-1", as: "daughter" })).status).toBe(403);
    expect((await world.call("list-plan-history", { id: "resident-1", as: "carer" })).status).toBe(200);
  });
});

describe("a move", () => {
  test("into a bed that somebody has is refused, and into a free one leaves the former free", async () => {
    expect((await move({ bedId: "b2" })).body.code).toBe("bed-taken");
    await move({ bedId: null }, "both", "resident-2");
    expect((await move({ bedId: "b2" })).body.bed).toEqual({ id: "b2", label: "3号楼205-2床" });
    expect((await move({ bedId: "b1" }, "both", "resident-2")).status).toBe(200);
  });

  test("to another facility takes devices and open alerts along, and calls there from the first step", async () => {
    await sos("e1");
    const [before] = await alertsIn("home-1");
    expect((await move({ facilityId: "home-2", bedId: "x1" })).status).toBe(200);
    expect(await alertsIn("home-1")).toEqual([]);
    const [alert] = await alertsIn("home-2");
    expect(alert).toMatchObject({ id: before?.id, facilityId: "home-2", escalation: { kind: "to-plan", round: 2 } });
    expect(alert?.timeline.at(-1)).toMatchObject({ what: "changed", by: "孙院长", note: "home-1 → home-2" });
    const devices = await new DeviceStore(world.tables).listByFacility("home-2");
    expect(devices.items.map(({ id }) => id)).toEqual(["band-1", "bed-1"]);
    expect(await devicesOn("resident-1")).toEqual(["band-1", "bed-1"]);
    expect(world.queued.get(`escalation-due#${alert?.id}`)).toBeDefined();
    world.pass(minute);
    await sos("e2");
    expect((await alertsIn("home-2"))[0]?.version).toBeGreaterThan(alert?.version ?? 0);
  });

  test("leaves calls alone that somebody has answered", async () => {
    await sos("e1");
    const [alert] = await alertsIn("home-1");
    await world.must("acknowledge-alert", { id: alert?.id ?? "", as: "carer", body: {} });
    await move({ facilityId: "home-2" });
    expect((await alertsIn("home-2"))[0]).toMatchObject({ handling: "acknowledged", escalation: { kind: "awaiting" } });
  });

  test("to where one has no say is answered as to a facility that is not there", async () => {
    const there = await move({ facilityId: "home-2" }, "manager");
    const nowhere = await move({ facilityId: "home-9" }, "manager");
    expect([there.status, nowhere.status]).toEqual([404, 404]);
    expect(there.body.code).toBe("unknown-facility");
    expect(await show("resident-1")).toMatchObject({ facilityId: "home-1", bed: { id: "b1" } });
  });

  test("to a bed that is not there is refused", async () => {
    expect((await move({ bedId: "b9" })).body.code).toBe("unknown-bed");
    expect((await move({ facilityId: "home-2", bedId: "b2" })).body.code).toBe("unknown-bed");
  });

  test.each([
    ["the watch is read", "get", "watches"],
    ["the alert is written", "write", "events"],
  ])(
    "that overtakes the judgement of a call before %s ends with the alert where the resident is",
    async (_claim, at, of) => {
      const { engine } = world;
      let isMoved = false;
      world.engine = {
        get: async (table, key) => {
          if (!isMoved && at === "get" && table.name === of) {
            isMoved = true;
            await move({ facilityId: "home-2" });
          }
          return engine.get(table, key);
        },
        getMany: (...call) => engine.getMany(...call),
        query: (...call) => engine.query(...call),
        write: async (writes) => {
          if (!isMoved && at === "write" && writes.some(({ table }) => table.name === of)) {
            isMoved = true;
            await move({ facilityId: "home-2" });
          }
          return engine.write(writes);
        },
      };
      await sos("e1");
      expect(isMoved).toBe(true);
      expect(await alertsIn("home-1")).toEqual([]);
      expect(await alertsIn("home-2")).toMatchObject([{ kind: "sos", facilityId: "home-2" }]);
    },
  );
});

describe("a discharge", () => {
  test("frees bed and devices, ends the watch, and leaves the record to be read", async () => {
    await world.must("add-note", { id: "resident-1", as: "nurse", body: { text: "今日出院" } });
    const { status, body } = await discharge({ reason: "home", note: "家属接走" });
    expect([status, body.discharge]).toMatchObject([
      200,
      { reason: "home", note: "家属接走", by: "钱院长", bedId: "b1" },
    ]);
    expect(await devicesOn("resident-1")).toEqual([]);
    expect((await world.must("list-residents")).items.map(({ id }: { id: string }) => id)).toEqual(["resident-2"]);
    const former = await world.must("list-residents", { query: { facilityId: "home-1", state: "former" } });
    expect(former.items).toMatchObject([{ id: "resident-1", discharge: { reason: "home" } }]);
    expect((await show("resident-1")).name).toBe("王桂英");
    expect((await world.must("list-notes", { id: "resident-1", as: "nurse" })).items).toHaveLength(1);
    expect((await move({ bedId: "b1" }, "both", "resident-2")).status).toBe(200);
    const stock = (await world.must("list-devices", { query: { facilityId: "home-1" } })).items;
    expect(stock.filter((one: { residentId?: string }) => one.residentId === undefined)).toHaveLength(2);
  });

  test("with an alert open about the person needs a word what it was; without one nothing is changed", async () => {
    await sos("e1");
    expect((await discharge({ reason: "hospital" })).body.code).toBe("alerts-open");
    expect((await alertsIn("home-1"))[0]?.closedAt).toBeUndefined();
    expect((await discharge({ reason: "hospital", openAlerts: "real" })).status).toBe(200);
    expect(await alertsIn("home-1")).toEqual([]);
    const [closed] = (await new AlertStore(world.tables).listByResident("resident-1", 5)).items;
    expect(closed).toMatchObject({ handling: "resolved", outcome: "real", escalation: { kind: "quiet" } });
  });

  test("closes what is about devices by itself", async () => {
    world.pass(20 * minute);
    await world.wake("resident-1");
    expect((await alertsIn("home-1")).map(({ kind }) => kind)).toContain("device-silent");
    expect((await discharge({ reason: "deceased" })).status).toBe(200);
    const [closed] = (await new AlertStore(world.tables).listByResident("resident-1", 5)).items;
    expect(closed).toMatchObject({ kind: "device-silent", outcome: "cleared-by-rule" });
  });

  test("stops all that goes by time: neither timer nor sweep raises anything any more", async () => {
    await discharge({ reason: "home" });
    world.pass(24 * 60 * minute);
    await world.wake("resident-1");
    await world.invoke("sweep-watches", { tick: true }).catch(() => undefined);
    expect((await new AlertStore(world.tables).listByResident("resident-1", 5)).items).toEqual([]);
  });

  test("again changes nothing, and nothing but reading is left to do", async () => {
    await discharge({ reason: "home" });
    const again = await discharge({ reason: "other" });
    expect([again.status, again.body.discharge.reason]).toEqual([200, "home"]);
    for (const answer of [
      await change({ name: "x" }),
      await move({ bedId: "b1" }),
      await assign("band-1", "resident-1"),
    ])
      expect(answer.body.code).toBe("discharged");
    expect((await history()).items[0]).toMatchObject({ what: "discharge", by: "钱院长" });
  });

  test("a device in stock that speaks alarms nobody, and what it said is kept with its reason", async () => {
    await discharge({ reason: "home" });
    await sos("e9");
    expect(await alertsIn("home-1")).toEqual([]);
    const { items } = await world.must("list-quarantine");
    expect(items).toMatchObject([{ deviceId: "band-1", reason: "device-in-stock" }]);
  });
});

describe("a device that changes hands", () => {
  test("leaves the one watch and joins the other in one write, and speaks for its new resident", async () => {
    const { status, body } = await assign("band-1", "resident-2");
    expect([status, body.residentId]).toEqual([200, "resident-2"]);
    expect([await devicesOn("resident-1"), await devicesOn("resident-2")]).toEqual([["bed-1"], ["band-1", "bed-2"]]);
    world.pass(second);
    await sos("e1");
    expect(await world.openAlerts("resident-1")).toEqual([]);
    expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "sos" }]);
  });

  test("ends the silence of the one whom it leaves, and has its own time before it is silent for the next", async () => {
    world.pass(6 * minute);
    await world.telemetry(world.heartRate("bed-2", 60, "m1"));
    await world.wake("resident-1");
    expect((await world.openAlerts("resident-1")).map(({ kind }) => kind)).toContain("device-silent");
    await assign("bed-1", null);
    await assign("band-1", "resident-2");
    expect(await world.openAlerts("resident-1")).toEqual([]);
    expect(await world.openAlerts("resident-2")).toEqual([]);
  });

  test("what it measured before stays with whom it measured it of, however late it comes", async () => {
    const measuredAt = world.now - 5 * second;
    const late = world.message(
      "bed-1",
      "telemetry",
      [{ n: "heart-rate", u: "/min", v: 71, t: measuredAt / 1000 }],
      "late",
    );
    await assign("bed-1", "resident-2");
    world.pass(10 * second);
    await world.telemetry(late, world.heartRate("bed-1", 88, "now"));
    const read = async (id: string) => {
      const query = {
        code: "heart-rate",
        from: new Date(world.now - minute).toISOString(),
        to: new Date(world.now + minute).toISOString(),
      };
      return JSON.stringify(await world.must("read-observations", { id, query }));
    };
    expect(await read("resident-1")).toContain("71");
    expect(await read("resident-1")).not.toContain("88");
    expect(await read("resident-2")).toContain("88");
    expect(await read("resident-2")).not.toContain("71");
  });

  test("a call from before is the former resident's", async () => {
    const pressedAt = world.now;
    world.pass(second);
    await assign("band-1", "resident-2");
    await sos("late", "band-1", pressedAt);
    expect(await world.openAlerts("resident-1")).toMatchObject([{ kind: "sos" }]);
    expect(await world.openAlerts("resident-2")).toEqual([]);
  });

  test("a call from before is answered at the present resident's, when the former has left the care", async () => {
    const pressedAt = world.now;
    world.pass(second);
    await assign("band-1", "resident-2");
    await discharge({ reason: "home" });
    await sos("late", "band-1", pressedAt);
    expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "sos" }]);
  });

  test("goes to another facility with its new resident, and back from stock", async () => {
    await world.must("register-resident", {
      body: { id: "resident-3", name: "赵", sex: "male", birthDate: "1940-01-01", facilityId: "home-2" },
    });
    expect((await assign("band-1", null)).body).toMatchObject({ facilityId: "home-1", isSilent: false });
    expect((await assign("band-1", "resident-3", "both")).body).toMatchObject({ facilityId: "home-2" });
    expect((await assign("band-1", "resident-1", "both")).body).toMatchObject({ facilityId: "home-1" });
    expect(await devicesOn("resident-1")).toEqual(["band-1", "bed-1"]);
  });

  test("assigned again as it is changes nothing", async () => {
    const before = await new DeviceStore(world.tables).find("band-1");
    expect((await assign("band-1", "resident-1")).status).toBe(200);
    expect(await new DeviceStore(world.tables).find("band-1")).toEqual(before);
  });

  test("to a resident of others it cannot be given, nor one that is revoked, nor the canary's", async () => {
    await world.must("register-resident", {
      body: { id: "resident-3", name: "赵", sex: "male", birthDate: "1940-01-01", facilityId: "home-2" },
    });
    expect((await assign("band-1", "resident-3")).body.code).toBe("unknown-resident");
    await world.must("revoke-device", { id: "band-1" });
    expect((await assign("band-1", "resident-2")).body.code).toBe("not-in-service");
    expect((await world.call("assign-device", { id: "anhu-canary", body: { residentId: null } })).body.code).toBe(
      "unknown-device",
    );
  });

  test("of two who give it to two at once it ends with one, on one watch", async () => {
    await Promise.all([assign("band-1", "resident-2"), assign("band-1", null)]);
    const device = await new DeviceStore(world.tables).find("band-1");
    const on = [await devicesOn("resident-1"), await devicesOn("resident-2")].flat().filter((id) => id === "band-1");
    expect(on).toHaveLength(device?.residentId === undefined ? 0 : 1);
  });
});

describe("beds of a facility", () => {
  const changeFacility = (body: object, as = "manager", id = "home-1") =>
    world.call("change-facility", { id, body, as });

  test("are added, renamed and given up in one request; a label may pass from one to another", async () => {
    const { status, body } = await changeFacility({
      name: "松鹤颐养院",
      addBeds: [{ id: "b3", label: "3号楼205-1床" }],
      renameBeds: [{ id: "b1", label: "3号楼301-1床" }],
    });
    expect([status, body.name]).toEqual([200, "松鹤颐养院"]);
    expect(body.beds).toEqual([
      { id: "b1", label: "3号楼301-1床" },
      { id: "b2", label: "3号楼205-2床" },
      { id: "b3", label: "3号楼205-1床" },
    ]);
    expect((await changeFacility({ removeBeds: ["b3"] })).body.beds).toHaveLength(2);
    expect((await changeFacility({ removeBeds: ["b3"] })).status).toBe(200);
  });

  test.each([
    ["a bed with somebody in it", { removeBeds: ["b1"] }, "bed-occupied"],
    ["a bed that is not there is renamed", { renameBeds: [{ id: "b9", label: "x" }] }, "unknown-bed"],
    ["a label that another has", { addBeds: [{ id: "b3", label: "3号楼205-1床" }] }, "already-exists"],
    ["an id that another has", { addBeds: [{ id: "b1", label: "新" }] }, "already-exists"],
  ])("%s is refused, and nothing is changed", async (_claim, body, code) => {
    const before = (await world.must("list-facilities")).items;
    expect((await changeFacility(body)).body.code).toBe(code);
    expect((await world.must("list-facilities")).items).toEqual(before);
  });

  test("of a facility of others nobody changes anything", async () => {
    expect((await changeFacility({ name: "x" }, "manager", "home-2")).status).toBe(404);
    expect((await changeFacility({ name: "x" }, "nurse")).status).toBe(403);
  });
});

describe("care notes", () => {
  const add = (body: object, as = "nurse", id = "resident-1") => world.call("add-note", { id, body, as });
  const list = (as = "nurse") => world.call("list-notes", { id: "resident-1", as });

  test("name their author and time, stay as they are, and are corrected by another that names them", async () => {
    const first = (await add({ text: " 夜间咳嗽 " })).body;
    expect(first).toMatchObject({ by: "周护士", text: "夜间咳嗽", at: "2026-11-22T02:10:00+08:00" });
    world.pass(minute);
    await add({ text: "更正：为清晨咳嗽", corrects: first.id }, "carer");
    expect((await list()).body.items).toMatchObject([
      { by: "护工", corrects: first.id },
      { id: first.id, text: "夜间咳嗽" },
    ]);
  });

  test("sent twice are written once; the same id with other words is refused", async () => {
    const [one, again] = [await add({ id: "n1", text: "巡视" }), await add({ id: "n1", text: "巡视" })];
    expect([one.status, again.status, again.body]).toEqual([201, 201, one.body]);
    expect((await add({ id: "n1", text: "别的" })).body.code).toBe("already-exists");
    expect((await list()).body.items).toHaveLength(1);
  });

  test("cannot correct what is not there, nor be empty or endless", async () => {
    expect((await add({ text: "x", corrects: "n9" })).body.code).toBe("unknown-note");
    for (const text of ["", "   ", "长".repeat(2001)]) expect((await add({ text })).status).toBe(400);
  });

  test("are for staff: neither relatives nor operators read them", async () => {
    await world.person("daughter", { relations: [relativeOf("resident-1")] });
    await world.person("operator", { roles: [{ role: "operator" }] });
    for (const as of ["daughter", "operator"]) expect((await list(as)).status).toBe(403);
  });
});

describe("search", () => {
  const search = async (q: string, as?: string) =>
    world.must("search", { body: { q }, ...(as === undefined ? {} : { as }) });
  const named = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);

  test.each([
    ["a part of the name", "桂英", ["resident-1"]],
    ["initials of its pinyin", "wgy", ["resident-1"]],
    ["the first of the initials", "lj", ["resident-2"]],
    ["the label of the bed, without its spaces", "205-1 床", ["resident-1"]],
    ["the id", "resident-2", ["resident-2"]],
    ["full-width letters", "ｗｇｙ", ["resident-1"]],
    ["nothing that anybody has", "赵钱孙", []],
  ])("finds a resident by %s", async (_claim, q, ids) => {
    expect(named((await search(q)).residents)).toEqual(ids);
  });

  test("finds devices by id and kind with their residents, beds with who lies there, and facilities", async () => {
    expect((await search("band-1")).devices).toEqual([
      { id: "band-1", kind: "wristband", facilityId: "home-1", resident: { id: "resident-1", name: "王桂英" } },
    ]);
    expect(named((await search("床垫")).devices)).toEqual(["bed-1", "bed-2"]);
    expect((await search("205-2")).beds).toMatchObject([{ id: "b2", resident: { name: "李建国" } }]);
    expect(named((await search("云杉")).facilities)).toEqual(["home-2"]);
  });

  test("finds nobody beyond what the caller may see", async () => {
    await world.person("elsewhere", { roles: [{ role: "carer", facilityId: "home-2" }] });
    const found = await search("e", "elsewhere");
    expect([found.residents, found.devices]).toEqual([[], []]);
    expect(JSON.stringify(found)).not.toContain("home-1");
    await world.person("civil", { roles: [{ role: "civil-affairs-supervisor" }] });
    expect((await world.call("search", { body: { q: "王" }, as: "civil" })).status).toBe(403);
  });

  test("finds who was discharged after those in care, and says so", async () => {
    await world.must("register-resident", {
      body: { id: "resident-3", name: "王桂芳", sex: "female", birthDate: "1940-01-01", facilityId: "home-1" },
    });
    await discharge({ reason: "home" });
    const { residents } = await search("王桂");
    expect(residents).toMatchObject([
      { id: "resident-3" },
      { id: "resident-1", dischargedAt: "2026-11-22T02:10:00+08:00" },
    ]);
  });
});
