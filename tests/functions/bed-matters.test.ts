import { beforeEach, describe, expect, test } from "vitest";
import { reasonText } from "../../contracts/verdict-words.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { day, hour, midnightInShanghai, minute } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { tables } from "../../stores/tables.ts";
import { recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  world.now = midnightInShanghai(world.now) + day + 9 * hour;
  const more = { addBeds: [{ id: "b3", label: "3 床" }], convertible: { medical: 2 } };
  await world.must("change-facility", { id: "home-1", body: more });
  for (const role of ["nurse", "doctor", "facility-manager"] as const)
    await world.person(role, { name: role, roles: [{ role, facilityId: "home-1" }] });
});

const iso = (inMs: number) => new Date(world.now + inMs).toISOString();
const sweep = () => world.invoke("sweep-holds", recorded("schedule"));
const open = async (): Promise<readonly Alert[]> =>
  (await new AlertStore(world.tables).listOpen("home-1")).items.filter(({ reason }) => reason.code === "bed");
/** What the house is told after a sweep. */
async function told(): Promise<readonly string[]> {
  await sweep();
  return (await open()).map(({ kind, reason }) => `${kind} ${reason.code === "bed" ? reason.what : ""}`).toSorted();
}
const ask = async (bedId = "b1") =>
  (
    await world.must("request-conversion", {
      id: "home-1",
      body: { bedId, to: "medical", reason: "肺炎" },
      as: "nurse",
    })
  ).id as string;
const step = (conversionId: string, action: string, as: string, more = {}) =>
  world.call("advance-conversion", {
    id: "home-1",
    body: { conversionId, action, ...(action !== "take-effect" && { reason: "理由" }), ...more },
    as,
  });
const approval = (more = {}) => ({
  approval: {
    payer: { before: "care-fee", after: "medical-insurance" },
    settlementCutAt: iso(0),
    consentBy: "女儿",
    ...more,
  },
});
async function effective(bedId = "b1", more = {}): Promise<string> {
  const id = await ask(bedId);
  await step(id, "order", "doctor");
  await step(id, "approve", "facility-manager", approval(more));
  expect((await step(id, "take-effect", "nurse")).status).toBe(200);
  return id;
}

describe("whose part the next step of a conversion is", () => {
  test("is told once at each hand-over, low, and once in its place when it is late", async () => {
    const id = await ask();
    expect(await told()).toEqual(["bed-asked order"]);
    const [asked] = await open();
    expect(asked).toMatchObject({ priority: "low", facilityId: "home-1", residentId: "resident-1", handling: "new" });
    expect(await told()).toEqual(["bed-asked order"]);
    expect((await open())[0]).toEqual(asked);
    world.pass(day);
    expect(await told()).toEqual(["bed-late order"]);
    await step(id, "order", "doctor");
    expect(await told()).toEqual(["bed-asked approve"]);
    await step(id, "approve", "facility-manager", approval({ settlementCutAt: iso(2 * hour) }));
    expect(await told()).toEqual(["bed-asked take-effect"]);
    world.pass(3 * hour);
    expect(await told()).toEqual(["bed-late take-effect"]);
    await step(id, "take-effect", "nurse");
    expect(await told()).toEqual([]);
  });

  test("is named when it is late: who is known of the conversion, else who is on duty, and no resident", async () => {
    await ask();
    world.pass(day);
    await sweep();
    const [late] = await open();
    expect(late?.reason).toMatchObject({ owner: "doctor", roles: ["doctor"] });
    const { zh } = reasonText(late?.reason as Alert["reason"]);
    expect(zh).toContain("3号楼205-1床：床位转换等医生下医嘱，应在");
    expect(zh).toContain("负责：医生（doctor）");
    expect(JSON.stringify(late?.reason)).not.toContain("王桂英");
  });

  test("is not told again where a person closed it", async () => {
    await ask();
    await sweep();
    const [asked] = await open();
    await world.must("resolve-alert", { id: asked?.id ?? "", body: { outcome: "real" }, as: "nurse" });
    expect(await told()).toEqual([]);
    world.pass(day);
    expect(await told()).toEqual(["bed-late order"]);
  });

  test("stands with the conversion, and by its bed in the alert", async () => {
    await ask();
    await sweep();
    const { items } = await world.must("list-conversions", { id: "home-1", as: "doctor" });
    expect(items[0].waits).toMatchObject({ what: "order", roles: ["doctor"] });
    expect(Date.parse(items[0].waits.dueAt)).toBe(world.now + day);
    const alerts = (await world.must("list-alerts", { query: { facilityId: "home-1" }, as: "doctor" })).items;
    expect(alerts).toMatchObject([{ kind: "bed-asked", bed: { id: "b1", label: "3号楼205-1床" } }]);
    expect((await world.call("show-alert", { id: alerts[0].id, as: "doctor" })).status).toBe(200);
  });

  test("of an empty bed is told of nobody", async () => {
    await ask("b3");
    await sweep();
    const [asked] = await open();
    expect(asked?.residentId).toBe(asked?.id);
    expect((await world.call("show-alert", { id: asked?.id ?? "", as: "doctor" })).status).toBe(200);
  });
});

describe("a bed that is converted", () => {
  test("is asked after when its time has come, until it goes back or another day is said", async () => {
    const id = await effective();
    expect(await told()).toEqual([]);
    world.pass(14 * day);
    expect(await told()).toEqual(["bed-asked review"]);
    world.pass(day);
    expect(await told()).toEqual(["bed-late review"]);
    const past = await step(id, "review", "doctor", { reviewAt: iso(-minute) });
    expect([past.status, past.body.code]).toEqual([409, "conversion-impossible"]);
    expect((await step(id, "review", "doctor")).status).toBe(400);
    expect((await step(id, "review", "nurse", { reviewAt: iso(day) })).status).toBe(403);
    expect((await step(id, "review", "doctor", { reviewAt: iso(3 * day) })).status).toBe(200);
    expect(await told()).toEqual([]);
    world.pass(3 * day);
    expect(await told()).toEqual(["bed-asked review"]);
    expect((await step(id, "review", "doctor", { reviewAt: iso(3 * day) })).body.steps).toHaveLength(6);
    await step(id, "order-return", "doctor");
    expect(await told()).toEqual(["bed-asked return"]);
    await step(id, "return", "facility-manager");
    expect(await told()).toEqual([]);
  });

  test("is asked after on the day that the approval says", async () => {
    await effective("b1", { reviewAt: iso(3 * day) });
    world.pass(3 * day);
    expect(await told()).toEqual(["bed-asked review"]);
  });

  test("is asked after again where whoever it was for had left and came back", async () => {
    await effective("b1", { reviewAt: iso(3 * day) });
    world.pass(3 * day);
    expect(await told()).toEqual(["bed-asked review"]);
    const move = (bedId: string) =>
      world.must("move-resident", { id: "resident-1", body: { facilityId: "home-1", bedId }, as: "nurse" });
    for (let times = 0; times < 2; times += 1) {
      await move("b3");
      expect(await told()).toEqual(["bed-asked left"]);
      await move("b1");
      expect(await told()).toEqual(["bed-asked review"]);
    }
    const [asked] = await open();
    await world.must("resolve-alert", { id: asked?.id ?? "", body: { outcome: "real" }, as: "nurse" });
    expect(await told()).toEqual([]);
  });

  test("is to be returned by the manager as soon as whoever it was for has left", async () => {
    const id = await effective();
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" } });
    expect(await told()).toEqual(["bed-asked left"]);
    expect((await step(id, "review", "doctor", { reviewAt: iso(day) })).body.code).toBe("conversion-impossible");
    await step(id, "return", "facility-manager");
    expect(await told()).toEqual([]);
  });

  test("of data of before, without any day, is asked after too", async () => {
    const id = await effective();
    const stored = await new ConversionStore(world.tables).find("home-1", id);
    expect(stored?.approval).not.toHaveProperty("reviewAt");
    world.pass(15 * day);
    expect(await told()).toEqual(["bed-late review"]);
  });
});

describe("one payer at a time", () => {
  test("a second conversion of the same resident does not take effect before the first was returned", async () => {
    const first = await effective();
    await world.must("move-resident", { id: "resident-1", body: { bedId: "b3" } });
    const second = await ask("b3");
    await step(second, "order", "doctor");
    await step(second, "approve", "facility-manager", approval());
    const refused = await step(second, "take-effect", "nurse");
    expect([refused.status, refused.body.code]).toEqual([409, "conversion-impossible"]);
    await step(first, "return", "facility-manager");
    expect((await step(second, "take-effect", "nurse")).status).toBe(200);
  });

  test("a conversion that took effect before this was kept is returned all the same", async () => {
    const id = await effective();
    await world.tables.write([
      {
        kind: "delete",
        table: tables.conversions,
        key: { facilityId: "#paying", id: "resident-1" },
      },
    ]);
    await step(id, "order-return", "doctor");
    expect((await step(id, "return", "facility-manager")).status).toBe(200);
  });
});

describe("holds and family beds", () => {
  test("a hold for which nobody came is told once, for a day, and is free all the same", async () => {
    const body = { bedId: "b3", holdId: "h1", minutes: 30 };
    await world.must("hold-bed", { id: "home-1", body, as: "nurse" });
    expect(await told()).toEqual([]);
    world.pass(30 * minute);
    expect(await told()).toEqual(["bed-asked hold-expired"]);
    expect((await open())[0]?.reason).toMatchObject({ label: "3 床", owner: "nurse" });
    expect(await told()).toEqual(["bed-asked hold-expired"]);
    world.pass(day);
    expect(await told()).toEqual([]);
  });

  test("a family bed is asked after until it was assessed", async () => {
    const today = new Date(world.now).toISOString().slice(0, 10);
    const home = { address: "和平里 3 号", establishedOn: today };
    await world.must("change-facility", { id: "home-1", body: { addBeds: [{ id: "f1", label: "家 1", home }] } });
    expect(await told()).toEqual(["bed-asked assess"]);
    expect(JSON.stringify((await open())[0])).not.toContain("和平里");
    world.pass(7 * day);
    expect(await told()).toEqual(["bed-late assess"]);
  });

  test("one house that cannot be told holds up no other, and the sweep says that it is not done", async () => {
    await ask();
    const list = world.tables.query.bind(world.tables);
    const broken = async (...args: Parameters<typeof list>) => {
      if (args[0].name === "conversions") throw new Error("no table");
      return list(...args);
    };
    world.tables.query = broken;
    await expect(sweep()).rejects.toThrow();
    world.tables.query = list;
    expect(await told()).toEqual(["bed-asked order"]);
  });
});
