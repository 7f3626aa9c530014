import { beforeEach, describe, expect, test } from "vitest";
import type { Alert } from "../../domain/alerts/alert.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import {
  alertOf,
  callsOf,
  channel,
  fall,
  letEscalationsRun,
  onDuty,
  staffed,
  wakeAlert,
  whoWasCalled,
} from "./escalating.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
  await staffed(world);
});

describe("an alert that an earlier version stored without a time at which anybody looks again", () => {
  const stored = async (id: string, escalation: Alert["escalation"]): Promise<void> => {
    const { escalation: _, ...alert } = await alertOf(world, id);
    const older = { ...alert, ...(escalation !== undefined && { escalation }), version: alert.version + 1 };
    expect(await new AlertStore(world.tables).call(older, [])).not.toBe("conflict");
  };
  const sweep = () => world.invoke("sweep-escalations", recorded("schedule"));

  test.each<readonly [string, "arrive-at-alert" | "acknowledge-alert", Alert["escalation"], number]>([
    ["on site", "arrive-at-alert", { kind: "quiet", round: 1 }, 30 * minute],
    ["on site, from before there were plans", "arrive-at-alert", undefined, 30 * minute],
    ["on the way", "acknowledge-alert", { kind: "awaiting", round: 1, answeredAt: 0 }, 5 * minute],
  ])("is given one by the sweep, and calls again: somebody is %s", async (_where, name, escalation, forMs) => {
    const id = await fall(world);
    await world.must(name, { id, as: "carer-wang", body: {} });
    await stored(id, escalation);
    world.now += 40 * hour;
    await sweep();
    const due = { dueAt: world.now + forMs };
    expect((await alertOf(world, id)).escalation).toMatchObject(due);
    await sweep();
    expect((await alertOf(world, id)).escalation).toMatchObject(due);
    await letEscalationsRun(world, forMs + second);
    expect((await alertOf(world, id)).timeline.map(({ what }) => what).slice(-2)).toEqual(["reopened", "called"]);
    expect(await callsOf(world, id)).not.toEqual([]);
  });

  test("is left alone once it is closed", async () => {
    const id = await fall(world);
    await letEscalationsRun(world, 30 * second);
    await world.must("arrive-at-alert", { id, as: "carer-wang", body: {} });
    await world.must("resolve-alert", { id, as: "carer-wang", body: { outcome: "real" } });
    const closed = await alertOf(world, id);
    await sweep();
    expect(await alertOf(world, id)).toEqual(closed);
  });
});

describe("a fall", () => {
  test("calls the carers and nurses at once, and the next ones at their times until somebody answers", async () => {
    await onDuty(world, "carer-wang", "carer", hour);
    const id = await fall(world);
    await letEscalationsRun(world, 16 * minute);
    expect(await whoWasCalled(world, id)).toEqual([
      ...["0 carer-wang sms", "0 nurse-liu sms"],
      ...["60 carer-wang sms", "60 nurse-liu sms"],
      ...["120 carer-wang sms", "120 doctor-sun sms", "120 nurse-liu sms"],
      ...["300 carer-wang sms", "300 doctor-sun sms", "300 manager-he sms", "300 nurse-liu sms"],
      ...[600, 780, 960].flatMap((at) =>
        ["carer-wang", "doctor-sun", "manager-he", "nurse-liu"].map((who) => `${at} ${who} sms`),
      ),
    ]);
    const { timeline } = await alertOf(world, id);
    expect(timeline.filter(({ what }) => what === "called").map(({ called }) => called?.step)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  test("has each of its calls sent at once", async () => {
    const id = await fall(world);
    await wakeAlert(world, id);
    for (const call of await callsOf(world, id))
      expect(world.queued.get(`notification-due#${call.id}`)?.dueAt).toBe(world.now);
  });

  test("calls nobody more once somebody said that they are going, and begins anew when nobody arrives", async () => {
    const id = await fall(world);
    await letEscalationsRun(world, 30 * second);
    await world.must("acknowledge-alert", { id, as: "carer-wang", body: {} });
    await letEscalationsRun(world, 5 * minute - 1);
    expect((await callsOf(world, id)).every(({ round }) => round === 1)).toBe(true);
    expect(await alertOf(world, id)).toMatchObject({ handling: "acknowledged" });
    await letEscalationsRun(world, second);
    const alert = await alertOf(world, id);
    expect(alert.timeline.map(({ what }) => what)).toEqual(["raised", "called", "acknowledged", "reopened", "called"]);
    expect(alert).toMatchObject({ handling: "new", escalation: { kind: "calling", round: 2, taken: 1 } });
    expect((await callsOf(world, id)).filter(({ round }) => round === 2).map(({ to }) => to)).toHaveLength(2);
  });

  test("is quiet while somebody is there, and calls again half an hour later unless it is resolved", async () => {
    const id = await fall(world);
    await letEscalationsRun(world, 30 * second);
    await world.must("acknowledge-alert", { id, as: "carer-wang", body: {} });
    await world.must("arrive-at-alert", { id, as: "carer-wang", body: {} });
    const before = await callsOf(world, id);
    await letEscalationsRun(world, 30 * minute - 1, { isSwept: true });
    expect(await callsOf(world, id)).toEqual(before);
    await letEscalationsRun(world, minute, { isSwept: true });
    expect(await alertOf(world, id)).toMatchObject({ handling: "new", escalation: { kind: "calling", round: 2 } });
    expect((await callsOf(world, id)).length).toBeGreaterThan(before.length);
  });

  test("is quiet for good once somebody resolved it there", async () => {
    const id = await fall(world);
    await letEscalationsRun(world, 30 * second);
    await world.must("arrive-at-alert", { id, as: "carer-wang", body: {} });
    await world.must("resolve-alert", { id, as: "carer-wang", body: { outcome: "real" } });
    const before = await callsOf(world, id);
    await letEscalationsRun(world, 3 * hour, { isSwept: true });
    expect(await callsOf(world, id)).toEqual(before);
  });

  test("calls again in ten minutes at the latest while two take it over from each other and nobody arrives", async () => {
    const id = await fall(world);
    await letEscalationsRun(world, 0);
    for (let time = 0; time < 3; time += 1) {
      const as = time % 2 === 0 ? "carer-wang" : "nurse-liu";
      await world.must("acknowledge-alert", { id, as, body: { takeOver: true } });
      await letEscalationsRun(world, 4 * minute);
    }
    expect(await alertOf(world, id)).toMatchObject({ handling: "new", escalation: { kind: "calling", round: 2 } });
  });
});

describe("nothing is lost or doubled", () => {
  test("a timer that comes again and again takes a step once", async () => {
    const id = await fall(world);
    for (let time = 0; time < 5; time += 1) expect(await wakeAlert(world, id)).toEqual({ batchItemFailures: [] });
    expect(await whoWasCalled(world, id)).toHaveLength(2);
    expect((await alertOf(world, id)).escalation).toMatchObject({ taken: 1 });
  });

  test("many who come at once take a step once", async () => {
    const id = await fall(world);
    await Promise.all(Array.from({ length: 12 }, () => wakeAlert(world, id)));
    expect(await whoWasCalled(world, id)).toHaveLength(2);
  });

  test("the sweep calls for what lost every timer, and has overdue calls sent", async () => {
    world.broken.add("timer");
    const id = await fall(world);
    world.broken.clear();
    world.queued.clear();
    world.pass(minute + 1);
    await world.invoke("sweep-escalations", recorded("schedule"));
    expect((await alertOf(world, id)).escalation).toMatchObject({ kind: "calling", taken: 2 });
    expect(world.figures.at(-1)?.figures).toMatchObject({ EscalationsOverdue: 1 });
    const calls = await callsOf(world, id);
    expect(calls).toHaveLength(2);
    world.queued.clear();
    world.pass(10 * second);
    await world.invoke("sweep-escalations", recorded("schedule"));
    for (const call of calls) expect(world.queued.has(`notification-due#${call.id}`)).toBe(true);
  });

  test("whoever acknowledges while a step is taken either stops it or comes after it", async () => {
    const id = await fall(world);
    let isAnswered = false;
    world.engine = intercepted(world.tables, async (writes) => {
      const isStep = writes.some(({ table, kind }) => kind === "put" && table.name === "notifications");
      if (!isStep || isAnswered) return;
      isAnswered = true;
      await world.must("acknowledge-alert", { id, as: "carer-wang", body: {} });
    });
    expect(await wakeAlert(world, id)).toEqual({ batchItemFailures: [] });
    expect(await callsOf(world, id)).toEqual([]);
    expect(await alertOf(world, id)).toMatchObject({ handling: "acknowledged", escalation: { kind: "awaiting" } });
  });

  test("a storage that fails leaves the turn to the next delivery", async () => {
    const id = await fall(world);
    world.engine = intercepted(world.tables, async () => {
      throw new Error("disk trouble");
    });
    expect(await wakeAlert(world, id)).toEqual({ batchItemFailures: [{ itemIdentifier: "wake-1" }] });
    world.engine = world.tables;
    await wakeAlert(world, id);
    expect(await whoWasCalled(world, id)).toHaveLength(2);
  });

  test("after an outage everybody whose turn came is called once, not five times", async () => {
    const id = await fall(world);
    world.pass(20 * minute);
    await wakeAlert(world, id);
    expect(await whoWasCalled(world, id)).toEqual(
      ["carer-wang", "doctor-sun", "manager-he", "nurse-liu"].map((who) => `1200 ${who} sms`),
    );
    expect(world.queued.get(`escalation-due#${id}`)?.dueAt).toBe(world.now + 3 * minute);
  });

  test("more people than one write takes are all called, once, even when it stops half-way", async () => {
    for (let n = 0; n < 230; n += 1) {
      const reach = { phone: "+8613800000002", pushes: [], language: "zh" } as const;
      await world.person(`carer-${n}`, { roles: [{ role: "carer", facilityId: "home-1" }], reach });
    }
    const id = await fall(world);
    let steps = 0;
    world.engine = intercepted(world.tables, async (writes) => {
      if (writes.some(({ table }) => table.name === "notifications")) steps += 1;
      if (steps === 2) throw new Error("killed");
    });
    expect(await wakeAlert(world, id)).toEqual({ batchItemFailures: [{ itemIdentifier: "wake-1" }] });
    world.engine = world.tables;
    world.pass(90 * second);
    await wakeAlert(world, id);
    const calls = await callsOf(world, id);
    for (const step of [1, 2]) {
      const ofStep = calls.filter((call) => call.step === step).map(({ to }) => JSON.stringify(to));
      expect(ofStep).toHaveLength(232);
      expect(new Set(ofStep).size).toBe(232);
    }
    const { timeline, escalation } = await alertOf(world, id);
    expect(timeline.filter(({ what }) => what === "called")).toMatchObject([
      { called: { step: 1, more: 220 } },
      { called: { step: 2, more: 220 } },
    ]);
    expect(escalation).toMatchObject({ taken: 2 });
  });
});

describe("who is called when the plan has nobody", () => {
  test("everybody in the role where no roster is kept, and only who is on duty where one is", async () => {
    await onDuty(world, "carer-wang", "carer", hour);
    const id = await fall(world);
    await wakeAlert(world, id);
    expect(await whoWasCalled(world, id)).toEqual(["0 carer-wang sms", "0 nurse-liu sms"]);
  });

  test("the managers when a step reaches nobody, which the timeline tells", async () => {
    world = await new World().furnish();
    const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
    await world.person("manager-he", {
      name: "何院长",
      roles: [{ role: "facility-manager", facilityId: "home-1" }],
      reach,
    });
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    const id = await fall(world);
    await wakeAlert(world, id);
    expect(await whoWasCalled(world, id)).toEqual(["0 manager-he sms"]);
    expect((await alertOf(world, id)).timeline.at(-1)).toMatchObject({
      what: "called",
      called: { step: 1, people: ["何院长"], instead: "facility-managers" },
    });
  });

  test("when there is nobody at all it is written, counted and tried again", async () => {
    world = await new World().furnish();
    const id = await fall(world);
    await wakeAlert(world, id);
    expect(await callsOf(world, id)).toEqual([]);
    expect((await alertOf(world, id)).timeline.at(-1)).toMatchObject({ called: { people: [], instead: "nobody" } });
    expect(world.figures.at(-1)?.figures).toMatchObject({ NobodyCalled: 1 });
    expect(world.log).toContainEqual(expect.objectContaining({ level: "error", message: "nobody can be called" }));
    expect(world.queued.get(`escalation-due#${id}`)?.dueAt).toBe(world.now + minute);
  });
});

test.each([
  ["that calls", true],
  ["that is not planned yet", false],
])("a clock that was set back keeps nobody waiting for a fall %s", async (_, isPlanned) => {
  const id = await fall(world);
  if (isPlanned) await wakeAlert(world, id);
  world.pass(-5 * hour);
  await world.invoke("sweep-escalations", recorded("schedule"));
  expect((await alertOf(world, id)).escalation).toMatchObject({ kind: "calling", round: 2, taken: 1 });
});

test("the canary calls its own channel and never a person or a group", async () => {
  await channel(world, { id: "group-1", settings: { kind: "wecom", url: "https://127.0.0.1:9/" } });
  await channel(world, {
    id: "anhu.canary",
    facilityId: "anhu.canary",
    settings: { kind: "webhook", gateway: { url: "http://127.0.0.1:9/", secret: "whsec_AAAA" } },
  });
  await world.invoke("run-canary", recorded("schedule"));
  const [alert] = (await world.deps("run-canary").alerts.listByResident("anhu.canary", 1)).items;
  await wakeAlert(world, alert?.id ?? "");
  expect(await whoWasCalled(world, alert?.id ?? "")).toEqual(["0 anhu.canary webhook"]);
});

test("the canary calls nobody in the place of its channel", async () => {
  const reach = { phone: "+8613800000001", pushes: [], language: "zh" } as const;
  await world.person("operator", { roles: [{ role: "operator" }], reach });
  await world.invoke("run-canary", recorded("schedule"));
  const [alert] = (await world.deps("run-canary").alerts.listByResident("anhu.canary", 1)).items;
  const stores = new ChannelStore(world.tables);
  await stores.remove("anhu.canary");
  await wakeAlert(world, alert?.id ?? "");
  expect(await callsOf(world, alert?.id ?? "")).toEqual([]);
  expect(world.figures.every(({ figures }) => figures.NobodyCalled === undefined)).toBe(true);
});
