import { beforeEach, describe, expect, test } from "vitest";
import { residentDetail } from "../../contracts/http/residents.ts";
import { minute, second } from "../../domain/model/time.ts";
import { World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await world.enrol("spot-1", "spot-check-monitor", "resident-1");
  world.live.length = 0;
});

const who = { by: "张医生", reason: "长期房颤" };
const limit = { high: 120, delaySeconds: 60, hysteresis: 3, priority: "medium" };

function plan(body: object) {
  return world.call("set-monitoring-plan", { id: "resident-1", body });
}

function hear(n: string, v: number, deviceId = "bed-1") {
  const t = (world.now - second) / 1000;
  return world.telemetry(world.message(deviceId, "telemetry", [{ n, v, t }], `m-${n}-${world.now}`));
}

/** The vitals whose limits have an open alert. */
async function kinds(): Promise<readonly string[]> {
  const open = await world.openAlerts("resident-1");
  return open.map(({ kind }) => kind).filter((kind) => kind.endsWith("-limit"));
}

/** A heart rate every 20 s, so that the latest is always live. */
async function beat(value: number, ms: number): Promise<void> {
  for (const end = world.now + ms; world.now < end; world.pass(20 * second)) await hear("heart-rate", value);
}

describe("the resident is judged at once", () => {
  test("a narrower limit raises by its delay, and does not flap with the next readings", async () => {
    await beat(112, 3 * minute);
    expect(await kinds()).toEqual([]);
    expect((await plan({ limits: { "heart-rate": { ...limit, high: 110 } }, ...who })).status).toBe(200);
    expect(await kinds()).toEqual(["heart-rate-limit"]);
    expect(world.live.at(-1)?.change.alerts).toMatchObject([{ kind: "heart-rate-limit" }]);
    const ofHeart = async () =>
      (await world.openAlerts("resident-1")).filter(({ kind }) => kind === "heart-rate-limit").map(({ id }) => id);
    const before = await ofHeart();
    await beat(112, 3 * minute);
    expect(await ofHeart()).toEqual(before);
  });

  test("a narrower limit raises on a spot check that was taken long before, while it is live", async () => {
    await hear("systolic-blood-pressure", 150, "spot-1");
    await beat(70, 5 * minute);
    await plan({ limits: { "systolic-blood-pressure": { ...limit, high: 140, delaySeconds: 0 } }, ...who });
    expect(await kinds()).toEqual(["systolic-blood-pressure-limit"]);
  });

  test("a spot check that is live no more raises nothing afterwards", async () => {
    await hear("systolic-blood-pressure", 150, "spot-1");
    world.pass(13 * 60 * minute);
    await hear("heart-rate", 70);
    await plan({ limits: { "systolic-blood-pressure": { ...limit, high: 140, delaySeconds: 0 } }, ...who });
    expect(await kinds()).not.toContain("systolic-blood-pressure-limit");
  });

  test("a wider limit clears by rule, and so does switching it off", async () => {
    for (const changed of [{ ...limit, high: 150 }, null]) {
      await plan({ defaults: ["heart-rate"], ...who });
      await beat(130, 3 * minute);
      expect(await kinds()).toEqual(["heart-rate-limit"]);
      await plan({ limits: { "heart-rate": changed }, ...who });
      expect(await kinds()).toEqual([]);
      const { items } = await world.must("list-alerts", { query: { state: "closed" } });
      expect(items[0]).toMatchObject({ kind: "heart-rate-limit", outcome: "cleared-by-rule" });
      await beat(130, 3 * minute);
      expect(await kinds()).toEqual([]);
    }
  });

  test("a hospice plan leaves what comfort needs", async () => {
    await beat(130, 3 * minute);
    const { body } = await plan({ palliative: true, disabilityLevel: 5, by: "张医生", reason: "家属同意" });
    expect(await kinds()).toEqual([]);
    expect(body).toMatchObject({ palliative: true, disabilityLevel: 5, news2: { excludedBecause: "palliative" } });
    expect(Object.keys(body.limits)).toEqual(["respiratory-rate"]);
  });
});

describe("the page shows what is in force and by whom", () => {
  test("overrides, order and history, newest first", async () => {
    const order = { orderedBy: "张医生", orderedAt: "2026-11-20T10:00:00+08:00", reason: "慢阻肺" };
    await plan({ limits: { spo2: { ...limit, high: undefined, low: 88 } }, spo2Scale2: order, ...who });
    world.pass(minute);
    const bedExit = { nightFrom: "21:00", nightTo: "06:30", maxAbsenceMinutes: 15 };
    await plan({ limits: { glucose: null }, bedExit, inactivity: null, by: "李护士", reason: "夜间走动" });
    const shown = await world.must("show-resident", { id: "resident-1" });
    expect(residentDetail.parse(shown).plan).toEqual({
      overrides: {
        limits: { spo2: { low: 88, delaySeconds: 60, hysteresis: 3, priority: "medium" }, glucose: null },
        bedExit,
        inactivity: null,
      },
      spo2Scale2: order,
      changes: [
        {
          at: "2026-11-22T02:11:00+08:00",
          by: "李护士",
          reason: "夜间走动",
          changed: ["glucose", "bedExit", "inactivity"],
        },
        { at: "2026-11-22T02:10:00+08:00", ...who, changed: ["spo2", "spo2Scale2"] },
      ],
    });
    expect(shown.limits.spo2).toMatchObject({ low: 88 });
    expect(shown.limits.glucose).toBeUndefined();
    expect(shown.news2.scale).toBe(2);
  });

  test("what goes back to the default is an override no more, and an order can be withdrawn", async () => {
    const order = { orderedBy: "d", orderedAt: "2026-11-20T10:00:00+08:00", reason: "COPD" };
    await plan({ limits: { spo2: null }, bedExit: null, lowBatteryPercent: 10, spo2Scale2: order, ...who });
    const { body } = await plan({ defaults: ["spo2", "bed-exit", "low-battery"], spo2Scale2: null, ...who });
    expect(body.plan).toMatchObject({ overrides: {}, changes: [{}, {}] });
    expect(body.plan.spo2Scale2).toBeUndefined();
    expect(body.limits.spo2).toMatchObject({ low: 90 });
  });

  test("the same request sent twice is one change; the history stays short", async () => {
    for (let sent = 0; sent < 3; sent += 1) await plan({ lowBatteryPercent: 10, ...who });
    expect((await world.must("show-resident", { id: "resident-1" })).plan.changes).toHaveLength(1);
    for (let percent = 1; percent <= 25; percent += 1) await plan({ lowBatteryPercent: percent, ...who });
    const { changes } = (await world.must("show-resident", { id: "resident-1" })).plan;
    expect(changes).toHaveLength(20);
  });

  test("two who change different limits at the same time both have their way", async () => {
    const codes = ["heart-rate", "respiratory-rate", "glucose", "spo2"];
    await Promise.all(codes.map((code) => plan({ limits: { [code]: null }, ...who, reason: code })));
    const { overrides, changes } = (await world.must("show-resident", { id: "resident-1" })).plan;
    expect(Object.keys(overrides.limits).sort()).toEqual(codes.toSorted());
    expect(changes).toHaveLength(4);
  });
});

describe("what makes no sense is refused, and nothing is changed", () => {
  const pressure = (changed: object) => ({ limits: { "systolic-blood-pressure": { ...limit, ...changed } }, ...who });
  const at = "#/limits/systolic-blood-pressure";

  test.each<[claim: string, body: object, pointers: readonly string[]]>([
    ["no reason", { limits: { spo2: null } }, ["#/reason"]],
    ["an empty reason", { limits: { spo2: null }, by: "x", reason: "" }, ["#/reason"]],
    ["no change", who, ["#"]],
    ["limits that cross", pressure({ low: 130, high: 120 }), [`${at}/low`]],
    ["limits that are equal", pressure({ low: 120, high: 120 }), [`${at}/low`]],
    ["a limit without a bound", pressure({ high: undefined }), [`${at}/low`]],
    ["a bound no living person has", pressure({ high: 301 }), [`${at}/high`]],
    ["a bound below what is plausible", pressure({ low: 29 }), [`${at}/low`]],
    ["a delay of over an hour", pressure({ delaySeconds: 3601 }), [`${at}/delaySeconds`]],
    ["a negative delay", pressure({ delaySeconds: -1 }), [`${at}/delaySeconds`]],
    ["a hysteresis that never clears", pressure({ low: 100, hysteresis: 11 }), [`${at}/hysteresis`]],
    ["a priority there is not", pressure({ priority: "urgent" }), [`${at}/priority`]],
    ["a limit of what has none", { limits: { steps: null }, ...who }, ["#/limits/steps"]],
    [
      "an hour there is not",
      { bedExit: { nightFrom: "24:00", nightTo: "06:00", maxAbsenceMinutes: 5 }, ...who },
      ["#/bedExit/nightFrom"],
    ],
    ["a default of nothing", { defaults: ["steps"], ...who }, ["#/defaults/0"]],
    [
      "an order without a physician",
      { spo2Scale2: { orderedAt: "2026-11-20T10:00:00+08:00", reason: "x" }, ...who },
      ["#/spo2Scale2/orderedBy"],
    ],
  ])("%s", async (_claim, body, pointers) => {
    const { status, body: problem } = await plan(body);
    expect([status, problem.code]).toEqual([400, "invalid-request"]);
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    expect((await world.must("show-resident", { id: "resident-1" })).plan).toEqual({ overrides: {}, changes: [] });
  });

  test("a resident nobody knows", async () => {
    const { status, body } = await world.call("set-monitoring-plan", { id: "no", body: { palliative: true, ...who } });
    expect([status, body.code]).toEqual([404, "unknown-resident"]);
  });
});

test("a plan that was stored but not judged is judged when the request is sent again", async () => {
  await beat(112, 3 * minute);
  const { write } = world.tables;
  let writes = 0;
  world.engine = {
    get: (...call) => world.tables.get(...call),
    getMany: (...call) => world.tables.getMany(...call),
    query: (...call) => world.tables.query(...call),
    write: async (all) => {
      writes += 1;
      if (writes > 1) throw new Error("disk trouble");
      return write.call(world.tables, all);
    },
  };
  const body = { limits: { "heart-rate": { ...limit, high: 110 } }, ...who };
  expect((await plan(body)).status).toBe(500);
  world.engine = world.tables;
  expect((await plan(body)).body.plan.changes).toHaveLength(1);
  expect(await kinds()).toEqual(["heart-rate-limit"]);
});
