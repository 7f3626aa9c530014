import { beforeEach, describe, expect, test, vi } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { type FunctionName, functionNames, manifest } from "../../functions/manifest.ts";
import { embeddedMetrics, type MetricName, metricUnits } from "../../functions/shell/metrics.ts";
import { goOff } from "./canary-chain.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

const put = (name: MetricName) => world.figures.flatMap(({ figures }) => figures[name] ?? []);
const lines = (message: string) => world.log.filter((line) => line.message === message);
const sos = (id: string, messageId: string) => world.message("band-1", "event", { id, type: "sos" }, messageId);

describe("what is measured", () => {
  test("a batch of telemetry is one line, with the readings stored and what was refused", async () => {
    await world.telemetry(
      world.heartRate("bed-1", 70, "m1"),
      world.heartRate("bed-2", 64, "m2"),
      world.heartRate("nobody", 64, "m3"),
      world.message("bed-2", "telemetry", [{ n: "heart-rate", u: "/min", v: "x" }], "m4"),
    );
    expect(world.figures).toEqual([{ figures: { ReadingsTaken: 2, Refused: 2 }, functionName: undefined }]);
  });

  test("readings that could not be written are not counted as taken", async () => {
    world.engine = intercepted(world.tables, async (writes) => {
      if (JSON.stringify(writes).includes("resident-1")) throw new Error("disk trouble");
    });
    await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
    expect(put("ReadingsTaken")).toEqual([1]);
  });

  test("an event tells how long it took to its alert; the same again, and a reading, tell nothing of it", async () => {
    const call = sos("s1", "m1");
    world.pass(850);
    await world.urgent(call);
    await world.urgent(call);
    await world.telemetry(world.heartRate("bed-1", 70, "m2"));
    expect(put("EventToAlert")).toEqual([850]);
    expect(put("AlertsRaised")).toEqual([1]);
  });

  test("a refused event counts", async () => {
    await world.urgent(world.message("band-1", "event", { type: "fall" }, "m1"));
    expect(put("Refused")).toEqual([1]);
  });

  test("a timer tells how late it was, once for a batch; one that went off early tells nothing", async () => {
    await world.telemetry(world.heartRate("bed-2", 64, "m1"));
    const due = world.timers.get("resident-2") ?? 0;
    await world.wake("resident-2");
    expect(put("TimerLateness")).toEqual([]);
    world.now = due + 3210;
    await world.wake("resident-2");
    expect(put("TimerLateness")).toEqual([3210]);
  });

  test("a sweep tells in one line how many watches it found overdue and which share of the devices is silent", async () => {
    await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
    world.pass(8 * minute);
    await world.telemetry(world.heartRate("bed-1", 70, "m3"));
    world.figures.length = 0;
    await world.invoke("sweep-watches", recorded("schedule"));
    await world.invoke("sweep-watches", recorded("schedule"));
    expect(world.figures.filter(({ figures }) => figures.WatchesOverdue !== undefined)).toEqual([
      { figures: { WatchesOverdue: 1, DevicesSilent: 33.3 }, functionName: undefined },
      { figures: { WatchesOverdue: 0, DevicesSilent: 33.3 }, functionName: undefined },
    ]);
  });

  test("a failure of the service counts for its function, a refused request does not", async () => {
    await world.call("show-resident", { id: "nobody" });
    expect(put("Failed")).toEqual([]);
    world.engine = { ...world.tables, get: () => Promise.reject(new Error("disk trouble")) } as never;
    expect((await world.call("show-resident", { id: "resident-1" })).status).toBe(500);
    expect(world.figures).toContainEqual({ figures: { Failed: 1 }, functionName: "show-resident" });
  });
});

describe("who is told of a failure", () => {
  const bodies = { "show-resident": undefined, "discharge-resident": { reason: "home" }, "acknowledge-alert": {} };
  const broken = { get: () => Promise.reject(new Error("disk trouble")) } as never;

  test.each([
    [
      "a failed reading weighs a third of what rings",
      "show-resident",
      [{ figures: { FailureWeight: 1 }, area: "residents" }],
    ],
    ["a failed change rings at once", "discharge-resident", [{ figures: { FailureWeight: 3 }, area: "residents" }]],
    ["whose failure is told apart adds nothing to its area", "acknowledge-alert", []],
  ] as const)("%s", async (_claim, name, told) => {
    world.engine = broken;
    expect((await world.call(name, { id: "resident-1", body: bodies[name] })).status).toBe(500);
    expect(world.figuresOfAreas).toEqual(told);
    expect(put("Failed")).toEqual([1]);
    expect(put("Thrown")).toEqual([]);
  });

  test("a refused request weighs nothing", async () => {
    await world.call("show-resident", { id: "nobody" });
    expect(world.figuresOfAreas).toEqual([]);
  });

  test("what goes back to its trigger says so once, since Lambda counts it as an error as well", async () => {
    world.engine = { ...world.tables, query: () => Promise.reject(new Error("disk trouble")) } as never;
    await expect(world.invoke("sweep-watches", recorded("schedule"))).rejects.toThrow();
    expect(put("Thrown")).toEqual([1]);
    expect(world.figuresOfAreas).toEqual([]);
  });
});

describe("from the message to the alert", () => {
  test("the line of an alert names the message that led to it, the device and the kind; a redelivery writes none", async () => {
    await world.urgent(sos("s1", "trace-a"));
    await world.urgent(sos("s1", "trace-a"));
    const [alert] = await world.openAlerts("resident-1");
    expect(lines("alert raised")).toMatchObject([
      {
        level: "info",
        alertId: alert?.id,
        code: "sos",
        deviceId: "band-1",
        messageId: "trace-a",
        requestId: "request-1",
      },
    ]);
  });

  test("who calls again on an open alert is told with the message of that call", async () => {
    await world.urgent(sos("s1", "trace-a"));
    world.pass(minute);
    await world.urgent(sos("s2", "trace-b"));
    expect(lines("alert active again")).toMatchObject([{ code: "sos", messageId: "trace-b" }]);
  });

  test("of a batch it is the message of the device that measured it", async () => {
    for (let minutes = 0; minutes < 30; minutes += 1) {
      await world.telemetry(
        world.heartRate("bed-1", 190, `bed-${minutes}`),
        world.message("band-1", "telemetry", [{ n: "steps", v: 1 }], `band-${minutes}`),
      );
      world.pass(minute);
    }
    const raised = lines("alert raised").filter(({ code }) => code === "heart-rate-limit");
    expect(raised).toMatchObject([{ deviceId: "bed-1", messageId: expect.stringMatching(/^bed-\d+$/) }]);
  });

  test("what time alone raised names no message", async () => {
    await world.telemetry(world.heartRate("bed-2", 64, "m1"));
    world.pass(hour);
    await world.wake("resident-2");
    const [line] = lines("alert raised");
    expect(line).toMatchObject({ code: "device-silent" });
    expect(line).not.toHaveProperty("messageId");
  });
});

describe("the embedded metric format", () => {
  function written(...calls: Parameters<ReturnType<typeof embeddedMetrics>["put"]>[]) {
    const out: string[] = [];
    const metrics = embeddedMetrics({ now: () => 1_700_000_000_000, write: (line) => out.push(line) });
    for (const call of calls) metrics.put(...call);
    return out.map((line) => JSON.parse(line));
  }

  test("one line carries all figures of a call, without any dimension", () => {
    expect(written([{ ReadingsTaken: 5000, Refused: 2 }])).toEqual([
      {
        _aws: {
          Timestamp: 1_700_000_000_000,
          CloudWatchMetrics: [
            {
              Namespace: "Anhu",
              Dimensions: [[]],
              Metrics: [
                { Name: "ReadingsTaken", Unit: "Count" },
                { Name: "Refused", Unit: "Count" },
              ],
            },
          ],
        },
        ReadingsTaken: 5000,
        Refused: 2,
      },
    ]);
  });

  test("a function's figure counts for all functions and for itself", () => {
    const [line] = written([{ Failed: 1 }, "list-alerts"]);
    expect(line).toMatchObject({ Function: "list-alerts", Failed: 1 });
    expect(line._aws.CloudWatchMetrics[0].Dimensions).toEqual([[], ["Function"]]);
  });

  test("an area's figure counts for the area alone", () => {
    const out: string[] = [];
    embeddedMetrics({ now: () => 1, write: (line) => out.push(line) }).putOfArea({ FailureWeight: 3 }, "visits");
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { Area: "visits", FailureWeight: 3, _aws: { CloudWatchMetrics: [{ Dimensions: [["Area"]] }] } },
    ]);
  });

  test("nothing to tell is no line", () => {
    expect(written([{}])).toEqual([]);
  });
});

/** Marks that stand in every place where something about a person can stand. */
const marks = { name: "刻意标记甲", note: "刻意标记乙", contact: "刻意标记丙", pulse: 187.25, spo2: 71.75 };
const marked = new RegExp([...Object.values(marks), "13900001234"].join("|").replaceAll(".", String.raw`\.`));

/** Takes somebody in whose every detail is marked, with a device. */
async function admit(): Promise<void> {
  const person = {
    id: "resident-3",
    name: marks.name,
    sex: "female",
    birthDate: "1940-03-01",
    facilityId: "home-1",
    advanceWishes: marks.note,
    allergies: [marks.note],
    contacts: [{ name: marks.contact, relation: marks.note, phone: "13900001234" }],
  };
  await world.call("register-resident", { body: person });
  await world.call("register-resident", { body: person });
  await world.call("register-resident", { text: `{"name":"${marks.name}",` });
  await world.call("register-resident", { body: { ...person, id: "r4", sex: marks.note } });
  await world.call("enrol-device", { body: { id: "bed-3", kind: "bed-sensor", residentId: "resident-3", csr: "csr" } });
}

async function letEverythingHappen(): Promise<void> {
  const vitals = (messageId: string) =>
    world.message(
      "bed-3",
      "telemetry",
      [
        { n: "heart-rate", u: "/min", v: marks.pulse },
        { n: marks.name, v: 1 },
      ],
      messageId,
    );
  const steps: (() => Promise<unknown>)[] = [
    () => world.telemetry(vitals("v1"), vitals("v2")),
    () =>
      world.urgent(
        world.message("bed-3", "event", { id: marks.name, type: "sos", evidence: { spo2: marks.spo2 } }, "e1"),
      ),
    () => world.urgent(world.message("bed-3", "event", { id: "1", type: marks.note }, "e2")),
    () => world.urgent(world.message("bed-3", "status", { connection: "online", firmware: marks.note }, "e3")),
    () => world.wake("resident-3"),
    () => world.invoke("sweep-watches", recorded("schedule")),
    () => world.invoke("run-canary", recorded("schedule")),
    () =>
      world.call("set-monitoring-plan", {
        id: "resident-3",
        body: { by: marks.name, reason: marks.note, overrides: {} },
      }),
    () => world.call("revoke-device", { id: "bed-3" }),
    ...functionNames.filter((name) => manifest[name].trigger.kind === "http").map((name) => () => callAnyhow(name)),
  ];
  for (const step of steps) {
    await step().catch(() => undefined);
    world.pass(2 * minute);
  }
}

async function callAnyhow(name: FunctionName): Promise<void> {
  for (const { id } of await world.openAlerts("resident-3").catch(() => [])) {
    await world.call(name, { id, body: { by: marks.name, outcome: "real", note: marks.note } });
  }
  await world.call(name, { id: "resident-3", query: { residentId: "resident-3", facilityId: "home-1" } });
  await world.call(name, {
    id: marks.name,
    body: { by: marks.name, note: marks.note },
    headers: { cookie: marks.name },
  });
}

describe("no line tells anything about a person", () => {
  test.each([
    ["when all goes well", undefined],
    ["when nothing can be written", "write"],
    ["when nothing can be read", "get"],
    ["when nothing can be listed", "query"],
  ] as const)("%s", async (_claim, broken) => {
    const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    await admit();
    if (broken !== undefined) {
      const whole = world.engine;
      world.engine = {
        get: (...call) => whole.get(...call),
        getMany: (...call) => whole.getMany(...call),
        query: (...call) => whole.query(...call),
        write: (...call) => whole.write(...call),
        [broken]: () => Promise.reject(new Error("disk trouble")),
      };
    }
    await letEverythingHappen();
    const said = [world.log, world.figures, world.figuresOfAreas, printed.mock.calls].map((all) => JSON.stringify(all));
    expect(world.log.length).toBeGreaterThan(5);
    expect(world.figures.length).toBeGreaterThan(3);
    for (const text of said) expect(text.match(marked)).toBeNull();
  });

  test("and every figure there is has been put by then", async () => {
    await admit();
    await letEverythingHappen();
    for (const answer of [{ kind: "refused", detail: "test" }, { kind: "accepted" }] as const) {
      world.answerMessage = async () => answer;
      await world.invoke("run-canary", recorded("schedule"));
      await goOff(world);
      world.pass(minute);
    }
    await world.invoke("run-canary", recorded("schedule"));
    await world.invoke("sweep-escalations", recorded("schedule"));
    world.now = (world.timers.get("resident-1") ?? 0) + 1;
    await world.wake("resident-1");
    world.engine = { ...world.engine, get: () => Promise.reject(new Error("disk trouble")) };
    await world.call("show-resident", { id: "resident-1" });
    world.engine = { ...world.engine, query: () => Promise.reject(new Error("disk trouble")) };
    await world.invoke("sweep-watches", recorded("schedule")).catch(() => undefined);
    const all = [...world.figures, ...world.figuresOfAreas];
    const names = new Set(all.flatMap(({ figures }) => Object.keys(figures)));
    expect([...names].sort()).toEqual(Object.keys(metricUnits).sort());
  });
});
