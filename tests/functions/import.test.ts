import { beforeEach, describe, expect, test } from "vitest";
import { DeviceStore } from "../../stores/device-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { WatchStore } from "../../stores/watch-store.ts";
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
    expect(await there()).toEqual(["p1", "p2", "p3"]);
    expect(await new ResidentStore(world.tables).find("p1")).toMatchObject({
      sex: "female",
      birthDate: "1941-03-08",
      bedId: "n1",
      disabilityLevel: 3,
      allergies: ["青霉素", "海鲜"],
      contacts: [{ name: "王强", relation: "儿子", phone: "13800000000" }],
    });
    expect(await new WatchStore(world.tables).find("p3")).toBeDefined();
  });

  test("the same table again changes nothing, and one with more rows adds only those", async () => {
    await residents(table, { dryRun: false });
    const again = (await residents(table, { dryRun: false })).body;
    expect(again.counts).toEqual({ rows: 3, new: 0, unchanged: 3, different: 0, refused: 0 });
    const more = (await residents(`${table}\np4,孙,男,1940-01-01,home-2,n4,,,\n`, { dryRun: false })).body;
    expect(more.counts).toMatchObject({ new: 1, unchanged: 3 });
    const other = (await residents(table.replace("李国华", "李国栋"), { dryRun: false })).body;
    expect(other.rows[1]).toMatchObject({ id: "p2", outcome: "different" });
    expect(await new ResidentStore(world.tables).find("p2")).toMatchObject({ name: "李国华" });
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
      "q6,王,女,1940-01-01,home-2,n1,,,",
      "q7,王,女,1940-01-01,home-2,n7,,,",
      "q8,王,女,1940-01-01,home-2,n7,,,",
      "q7,王,女,1940-01-01,home-2,,,,",
      ",王,女,1940-01-01,home-2,,,,",
      "q0,王,女,1940-01-01,home-2,n8,,,",
    ].join("\n");
    const { status, body } = await residents(faulty, { dryRun: false });
    expect([status, body.done]).toEqual([200, false]);
    expect(body.faults.map(({ row, column }: { row: number; column: string }) => `${row} ${column}`)).toEqual([
      "2 name",
      "3 sex",
      "3 birthDate",
      "3 disabilityLevel",
      "4 birthDate",
      "5 facility",
      "6 bed",
      "7 bed",
      "9 bed",
      "10 id",
      "11 id",
    ]);
    for (const { messages } of body.faults) expect([messages.zh, messages.en].every(Boolean)).toBe(true);
    expect(await there()).toEqual(["p1", "p2", "p3"]);
  });

  test("a facility of others looks like one that is not there", async () => {
    const to = (facility: string) => residents(table.replaceAll("home-2", facility));
    const [other, missing] = [(await to("home-1")).body, (await to("home-9")).body];
    const said = (body: typeof other) =>
      body.faults.map(({ row, column, messages }: never) => ({ row, column, messages }));
    expect(said(other)).toEqual(said(missing));
  });

  test("an id that is registered elsewhere at that very moment is refused the same way, and nothing there is touched", async () => {
    const { tables } = world;
    const elsewhere = { id: "p1", name: "王秀英", sex: "female", birthDate: "1941-03-08", facilityId: "home-1" };
    let isFirst = true;
    world.engine = intercepted(tables, async (writes) => {
      if (!isFirst || !writes.some(({ table: { name } }) => name === "residents")) return;
      isFirst = false;
      world.engine = tables;
      await world.must("register-resident", { body: elsewhere });
    });
    const { body } = await residents([heads, rows[0]].join("\r\n"), { dryRun: false });
    expect(isFirst).toBe(false);
    expect(body.rows).toMatchObject([{ id: "p1", outcome: "refused" }]);
    expect(await new ResidentStore(tables).find("p1")).toMatchObject({ facilityId: "home-1" });
    expect(await there()).toEqual([]);
  });

  test("an id of somebody elsewhere is refused and tells nothing of them, dry or not", async () => {
    const csv = `${heads}\nresident-1,王桂英,女,1940-03-01,home-2,n1,,,\n`;
    for (const dryRun of [true, false]) {
      const { body } = await residents(csv, { dryRun });
      expect(body.rows).toMatchObject([{ id: "resident-1", outcome: "refused", messages: { zh: expect.any(String) } }]);
      expect(JSON.stringify(body)).not.toContain("home-1");
    }
    expect(await new ResidentStore(world.tables).find("resident-1")).toMatchObject({ facilityId: "home-1" });
    const taken = await residents(csv.replace("n1", "no-such-bed"));
    expect(taken.body.faults).toMatchObject([{ column: "bed" }]);
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
    expect(await new DeviceStore(world.tables).find("d1")).toMatchObject({ kind: "wristband", residentId: "p1" });
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

  test("are for those who manage devices", async () => {
    expect((await devices(csv, {}, "nurse")).body.code).toBe("no-access");
    expect((await residents(table, {})).status).toBe(200);
  });
});
