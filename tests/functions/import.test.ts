import { beforeEach, describe, expect, test } from "vitest";
import { idOfNumber } from "../../functions/register/numbered-resident.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { WatchStore } from "../../stores/watch-store.ts";
import { sampleOf } from "../../web/register/import-samples.ts";
import { intercepted, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  const beds = Array.from({ length: 40 }, (_, index) => ({ id: `n${index}`, label: `${index} 床` }));
  await world.must("register-facility", { body: { id: "home-2", name: "云杉院", kind: "care-home", beds } });
  await world.person("manager", { roles: [{ role: "facility-manager", facilityId: "home-2" }] });
  await world.person("nurse", { roles: [{ role: "nurse", facilityId: "home-2" }] });
});

const load = (body: object, as = "manager") => world.call("import-register", { body, as });
const residents = (csv: string, more: object = {}) => load({ kind: "residents", csv, ...more });
const devices = (csv: string, more: object = {}, as = "manager") => load({ kind: "devices", csv, ...more }, as);
const there = async () => (await new ResidentStore(world.tables).listByFacility("home-2")).items.map(({ id }) => id);
/** The id of somebody whom the manager registers under a number. */
const at = (number: string) => idOfNumber({ facilityId: "home-2", number });
const resident = (number: string) => new ResidentStore(world.tables).find(at(number));

const heads = "编号,姓名,性别,出生日期,机构,床位,失能等级,过敏,联系人";
const rows = [
  "p1,王秀英,女,1941/3/8,home-2,n1,3,青霉素;海鲜,王强/儿子/13800000000",
  "p2,李国华,男,1938-11-02,home-2,n2,0,,",
  "p3,赵敏,female,1950.1.2,home-2,,,,",
];
const table = [heads, ...rows].join("\r\n");

describe("residents by table", () => {
  test("a dry run answers what a run then does, and writes nothing", async () => {
    const dry = (await residents(table)).body;
    expect(dry).toMatchObject({ dryRun: true, done: false, counts: { rows: 3, new: 3 }, faults: [] });
    expect(await there()).toEqual([]);
    const run = (await residents(table, { dryRun: false })).body;
    expect({ ...run, dryRun: true, done: false }).toEqual(dry);
    expect(await there()).toEqual(["p1", "p2", "p3"].map(at));
    expect(await resident("p1")).toMatchObject({
      sex: "female",
      birthDate: "1941-03-08",
      bedId: "n1",
      disabilityLevel: 3,
      allergies: ["青霉素", "海鲜"],
      contacts: [{ name: "王强", relation: "儿子", phone: "13800000000" }],
    });
    expect(await new WatchStore(world.tables).find(at("p3"))).toBeDefined();
  });

  test("of a home whose bed board is open is told to it once, and a dry run or the same again is not", async () => {
    await world.watch("home-2", world.now + 60_000);
    world.news.length = 0;
    await residents(table);
    expect(world.news).toEqual([]);
    await residents(table, { dryRun: false });
    expect(world.news).toEqual([
      { facilityId: "home-2", referrals: [], alerts: [], beds: { facilityId: "home-2", at: world.now } },
    ]);
    await residents(table, { dryRun: false });
    expect(world.news).toHaveLength(1);
  });

  test("the same table again changes nothing, and one with more rows adds only those", async () => {
    await residents(table, { dryRun: false });
    const again = (await residents(table, { dryRun: false })).body;
    expect(again.counts).toEqual({ rows: 3, new: 0, unchanged: 3, different: 0, refused: 0 });
    const more = (await residents(`${table}\np4,孙,男,1940-01-01,home-2,n4,,,\n`, { dryRun: false })).body;
    expect(more.counts).toMatchObject({ new: 1, unchanged: 3 });
    const other = (await residents(table.replace("李国华", "李国栋"), { dryRun: false })).body;
    expect(other.rows[1]).toMatchObject({ id: at("p2"), outcome: "different" });
    expect(await resident("p2")).toMatchObject({ name: "李国华" });
  });

  test("all faults are told at once with row and column, and with any of them nothing is done", async () => {
    await residents(table, { dryRun: false });
    const faulty = [
      heads,
      "q1,,女,1941-03-08,home-2,,,,",
      "q2,王,人,1941-13-08,home-2,,9,,",
      "q3,王,女,2031-01-01,home-2,,,,",
      "q4,王,女,1940-01-01,home-9,,,,",
      "q5,王,女,1940-01-01,home-2,n99,,,",
      "q6,,女,1940-01-01,home-2,n1,,,",
      "q7,王,女,1940-01-01,home-2,n7,,,",
      "q8,王,女,1940-01-01,home-2,n7,,,",
      "q7,王,女,1940-01-01,home-2,,,,",
      ",王,女,1940-01-01,home-2,,,,",
      "q0,王,女,1940-01-01,home-2,n8,,,",
    ].join("\n");
    const { status, body } = await residents(faulty, { dryRun: false });
    expect([status, body.done]).toEqual([200, false]);
    expect(body.faults.map(({ row, column }: { row: number; column: string }) => `${row} ${column}`)).toEqual([
      "2 姓名",
      "3 性别",
      "3 出生日期",
      "3 失能等级",
      "4 出生日期",
      "5 机构",
      "6 床位",
      "7 姓名",
      "7 床位",
      "9 床位",
      "10 编号",
      "11 编号",
    ]);
    for (const { messages } of body.faults) expect([messages.zh, messages.en].every(Boolean)).toBe(true);
    expect(await there()).toEqual(["p1", "p2", "p3"].map(at));
  });

  test.each([
    ["Chinese", heads, ["性别", "应为以下之一：女, 男", "must be one of 女, 男"]],
    [
      "English",
      "id,name,sex,birthDate,facility,bed",
      ["sex", "应为以下之一：female, male", "must be one of female, male"],
    ],
  ])("faults of a table with %s heads name columns and values as the table does", async (_language, first, said) => {
    const { body } = await residents(`${first}\nq1,王,妇,1940-01-01,home-2,n1`);
    const [{ column, messages }] = body.faults;
    expect([column, messages.zh, messages.en]).toEqual(said);
  });

  test("what is wrong with a contact says how one is written", async () => {
    const { body } = await residents(`${heads}\nq1,王,女,1940-01-01,home-2,n1,0,,王强 儿子`);
    expect(body.faults).toMatchObject([
      { row: 2, column: "联系人", messages: { zh: expect.stringContaining("姓名/关系/电话") } },
    ]);
  });

  test.each([
    ["held", "预留", { id: "hold-1", until: Number.MAX_SAFE_INTEGER }],
    ["held no more", undefined, { id: "hold-1", until: 0 }],
  ])("a bed that is %s is judged in the first dry run", async (_claim, word, hold) => {
    await new ResidentStore(world.tables).hold(
      { facilityId: "home-2", bedId: "n1" },
      { by: "nurse", at: world.now, ...hold } as never,
      0,
    );
    const { faults } = (await residents(table)).body;
    expect(faults.map(({ messages }: never) => (messages as { zh: string }).zh)).toEqual(
      word === undefined ? [] : [expect.stringContaining(word)],
    );
  });

  test("the sample that the page offers has no fault", async () => {
    const place = { facilityId: "home-2" };
    const run = (await residents(sampleOf("residents").replace("b1", "n1"), { ...place, dryRun: false })).body;
    expect(run).toMatchObject({ done: true, counts: { new: 2 }, faults: [] });
    expect((await devices(sampleOf("devices"), place)).body).toMatchObject({ counts: { new: 2 }, faults: [] });
  });

  test("a facility of others looks like one that is not there", async () => {
    const to = (facility: string) => residents(table.replaceAll("home-2", facility));
    const [other, missing] = [(await to("home-1")).body, (await to("home-9")).body];
    const said = (body: typeof other) =>
      body.faults.map(({ row, column, messages }: never) => ({ row, column, messages }));
    expect(said(other)).toEqual(said(missing));
  });

  describe("numbers that others use as well", () => {
    const csv = (number: string) => `${heads}\n${number},王桂英,女,1940-03-01,home-2,n1,,,\n`;
    const told = (body: object, number: string) =>
      JSON.stringify(body).replaceAll(at(number), "·").replaceAll(number, "·");

    test.each([true, false])("are answered like any other, dry run: %s", async (dryRun) => {
      const taken = (await residents(csv("resident-1"), { dryRun })).body;
      const other = await new World().furnish();
      const beds = [{ id: "n1", label: "1 床" }];
      await other.must("register-facility", { body: { id: "home-2", name: "云杉院", kind: "care-home", beds } });
      await other.person("manager", { roles: [{ role: "facility-manager", facilityId: "home-2" }] });
      const body = { kind: "residents", csv: csv("nobody-1"), dryRun };
      const unused = (await other.call("import-register", { body, as: "manager" })).body;
      expect(told(taken, "resident-1")).toBe(told(unused, "nobody-1"));
      expect(taken.counts).toMatchObject({ new: 1, refused: 0 });
      expect(await new ResidentStore(world.tables).find("resident-1")).toMatchObject({ facilityId: "home-1" });
    });

    test("cost as many reads as others", async () => {
      const asked: string[][] = [];
      const { tables } = world;
      world.engine = {
        ...intercepted(tables, async () => undefined),
        get: (table, key) => {
          asked.push(["get", table.name]);
          return tables.get(table, key);
        },
        getMany: (table, keys) => {
          asked.push(["getMany", table.name, String(keys.length)]);
          return tables.getMany(table, keys);
        },
      };
      const readsOf = async (number: string) => {
        asked.length = 0;
        await residents(csv(number));
        return [...asked];
      };
      await readsOf("warm-up");
      expect(await readsOf("resident-1")).toEqual(await readsOf("nobody-1"));
    });

    test("one that an operator registered here before is known, and an operator knows one that was numbered here", async () => {
      const body = { id: "p1", name: "王", sex: "female", birthDate: "1941-03-08", facilityId: "home-2" };
      await world.must("register-resident", { body });
      expect((await residents(table, { dryRun: false })).body.counts).toMatchObject({ new: 2, different: 1 });
      const again = await world.must("import-register", { body: { kind: "residents", csv: table, dryRun: false } });
      expect(again.counts).toMatchObject({ new: 0, unchanged: 2, different: 1 });
      expect(await there()).toHaveLength(3);
    });

    test("one that was used here by somebody who is elsewhere now is refused without a word of where", async () => {
      await residents(table, { dryRun: false });
      await world.must("move-resident", { id: at("p3"), body: { facilityId: "home-1", bedId: null } });
      for (const dryRun of [true, false]) {
        const { body } = await residents(table, { dryRun });
        expect(body.rows[2]).toMatchObject({ id: at("p3"), outcome: "refused", messages: { zh: expect.any(String) } });
        expect(JSON.stringify(body)).not.toContain("home-1");
      }
      expect(await resident("p3")).toMatchObject({ facilityId: "home-1" });
    });

    test("long ones keep apart", () => {
      const long = "a".repeat(63);
      expect(
        new Set([at(`${long}1`), at(`${long}2`), idOfNumber({ facilityId: "home-1", number: `${long}1` })]).size,
      ).toBe(3);
      expect(at(`${long}1`)).toMatch(/^[A-Za-z0-9_-]{64}$/);
    });
  });

  test("rows need not name their facility where the request does", async () => {
    const csv = "id;name;sex;birthDate\np9;王;女;1940-01-01\n";
    expect((await residents(csv)).body.faults[0].messages.en).toContain("lacks the columns facility");
    expect((await residents(csv, { facilityId: "home-2", dryRun: false })).body.counts.new).toBe(1);
    expect((await residents(csv, { facilityId: "home-1" })).status).toBe(404);
  });

  test.each([
    ["that is empty", " \n\n", "is empty"],
    ["with a column that nobody knows", "id,name,sex,birthDate,facility,血型\n", '"血型"'],
    ["with a column twice", "id,编号,name,sex,birthDate,facility\n", "column id twice"],
    ["with a quote that is not closed", `${heads}\np1,"王\n`, "quote"],
    ["with more cells than heads", `id,name,sex,birthDate,facility\np1,王,女,1940-01-01,home-2,x\n`, "6 cells"],
  ])("a table %s is refused as a whole", async (_claim, csv, words) => {
    const { body } = await residents(csv);
    expect(body.faults).toMatchObject([{ messages: { en: expect.stringContaining(words) } }]);
    expect(body.faults[0]).not.toHaveProperty("row");
  });

  test("more than 500 rows are refused, and 500 are taken", async () => {
    const many = (count: number) =>
      [heads, ...Array.from({ length: count }, (_, n) => `m${n},王,女,1940-01-01,home-2,,,,`)].join("\n");
    expect((await residents(many(501))).body.faults[0].messages.en).toContain("at most 500 rows");
    expect((await residents(many(500), { dryRun: false })).body.counts.new).toBe(500);
    expect(await there()).toHaveLength(500);
  });

  test("of two imports that want one bed at once, one row is refused and says why", async () => {
    const one = residents(`${heads}\na1,王,女,1940-01-01,home-2,n5,,,`, { dryRun: false });
    const two = residents(`${heads}\na2,王,女,1940-01-01,home-2,n5,,,`, { dryRun: false });
    const answers = (await Promise.all([one, two])).map(({ body }) => body);
    const taken = answers.filter(({ counts }) => counts.new === 1);
    expect(taken).toHaveLength(1);
    expect(await there()).toHaveLength(1);
  });
});

describe("devices by table", () => {
  const csv = "设备编号,类型,服务对象\nd1,手环,p1\nd2,bed-sensor,p2\n";
  beforeEach(() => residents(table, { dryRun: false }));

  test("are expected for their residents, dry first, and again without effect", async () => {
    expect((await devices(csv)).body).toMatchObject({ done: false, counts: { new: 2 } });
    expect(await new DeviceStore(world.tables).find("d1")).toBeUndefined();
    expect((await devices(csv, { dryRun: false })).body.counts).toMatchObject({ new: 2, refused: 0 });
    expect(await new DeviceStore(world.tables).find("d1")).toMatchObject({ kind: "wristband", residentId: at("p1") });
    expect((await devices(csv, { dryRun: false })).body.counts).toMatchObject({ new: 0, unchanged: 2 });
  });

  test("one that is with somebody else is refused by itself, and the others are taken", async () => {
    await devices(csv, { dryRun: false });
    const { body } = await devices(csv.replace("d1,手环,p1", "d1,手环,p3").concat("d3,手环,p3\n"), { dryRun: false });
    expect(body.counts).toMatchObject({ new: 1, unchanged: 1, refused: 1 });
    expect(body.rows[0]).toMatchObject({ row: 2, id: "d1", outcome: "refused", messages: { en: expect.any(String) } });
  });

  test("of others are refused without a word of whose they are", async () => {
    const { body } = await devices("id,kind,resident\nbed-1,wristband,p1\nband-1,wristband,p2\n");
    expect(body.rows).toMatchObject([{ outcome: "refused" }, { outcome: "refused" }]);
    expect(JSON.stringify(body)).not.toMatch(/resident-1|home-1/);
  });

  test("of residents of others, and of nobody, are faults that look alike", async () => {
    const { body } = await devices("id,kind,resident\nd1,wristband,resident-1\nd2,wristband,nobody\n");
    const [one, two] = body.faults;
    expect([one.column, one.messages]).toEqual([two.column, two.messages]);
  });

  test("of a number that two facilities use are asked again, and of a chosen facility taken", async () => {
    const other = { id: "home-3", name: "雪松院", kind: "care-home" };
    await world.must("register-facility", { body: other });
    const roles = ["home-2", "home-3"].map((facilityId) => ({ role: "facility-manager" as const, facilityId }));
    await world.person("of-both", { roles });
    const there = `${heads}\np1,张,男,1940-01-01,home-3,,,,`;
    await load({ kind: "residents", csv: there, dryRun: false }, "of-both");
    const { faults } = (await devices(csv, {}, "of-both")).body;
    expect(faults).toMatchObject([{ row: 2, column: "服务对象", value: "p1" }]);
    expect((await devices(csv, { facilityId: "home-2" }, "of-both")).body.counts).toMatchObject({ new: 2 });
  });

  test("are for those who manage devices", async () => {
    expect((await devices(csv, {}, "nurse")).body.code).toBe("no-access");
    expect((await residents(table, {})).status).toBe(200);
  });
});
