import { beforeEach, describe, expect, test } from "vitest";
import type { Alert, AlertPriority } from "../../domain/alerts/alert.ts";
import type { Person } from "../../domain/model/person.ts";
import { minute, second } from "../../domain/model/time.ts";
import type { ChannelSettings } from "../../domain/notify/channel.ts";
import { type Notification, newNotification } from "../../domain/notify/notification.ts";
import { leaseMs, relevantForMs } from "../../domain/notify/sending.ts";
import type { SendOutcome } from "../../domain/ports.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { changing, raising } from "../../stores/alert-items.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { notifying } from "../../stores/notification-items.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { World } from "./world.ts";

let world: World;
let notifications: NotificationStore;

beforeEach(async () => {
  world = await new World().furnish();
  notifications = new NotificationStore(world.tables);
  for (const settings of [
    { kind: "email", smtp: { host: "smtp.example.com", port: 465, isTls: true, from: "anhu@example.com" } },
    { kind: "sms", gateway: { kind: "http", url: "https://sms.example.com", secret: "whsec_x" } },
    { kind: "web-push", keys: { publicKey: "B", privateKey: "p", contact: "mailto:a@example.com" } },
    { kind: "wecom", url: "https://qyapi.example.com/send?key=1" },
  ] as const satisfies readonly ChannelSettings[])
    await addChannel(settings);
  await addPerson("li", { email: "li@example.com", phone: "+8613800000000" });
});

async function addChannel(settings: ChannelSettings): Promise<void> {
  const common = { name: settings.kind, isOn: true, language: "zh", setAt: 0, setBy: "x", version: 1 } as const;
  await new ChannelStore(world.tables).add({ ...common, id: settings.kind, settings });
}

const carerHere: Person["roles"] = [{ role: "carer", facilityId: "home-1" }];

async function addPerson(id: string, reach: Partial<Person["reach"]>, roles = carerHere): Promise<void> {
  const full = { pushes: [], language: "zh", ...reach } as const;
  await new PersonStore(world.tables).add({ id, name: id, roles, relations: [], reach: full, version: 1 });
}

async function alert(id: string, priority: AlertPriority = "high", residentId = "resident-1"): Promise<Alert> {
  const raised: Alert = {
    id,
    caseId: id,
    residentId,
    facilityId: "home-1",
    kind: "fall",
    priority,
    condition: "active",
    handling: "new",
    raisedAt: world.now,
    reason: { code: "event", type: "fall", deviceId: "band-1", eventId: "1" },
    inputs: [],
    timeline: [],
    escalation: { kind: "calling", round: 1, startedAt: world.now, steps: [], taken: 1 },
    version: 1,
  };
  await world.tables.write(raising(raised).slice(0, 1));
  return raised;
}

async function call(alertId: string, over: Partial<Notification> = {}, as: Partial<Notification> = {}) {
  const asked = {
    alertId,
    residentId: "resident-1",
    facilityId: "home-1",
    round: 1,
    step: 1,
    to: { kind: "person", personId: "li" },
    channel: "sms",
    priority: "high",
    ...as,
  } as const;
  const made = { ...newNotification(asked, world.now), ...over };
  await world.tables.write([notifying(made)]);
  return made;
}

async function wake(...ids: readonly string[]): Promise<unknown> {
  const messages = ids.map((name, n) => ({
    messageId: `wake-${n}`,
    timer: { name, dueAt: world.now },
    receiveCount: 1,
  }));
  return world.invoke("send-notification", queueEvent("notification-due", messages));
}

async function stateOf(id: string): Promise<Notification> {
  const found = await notifications.find(id);
  if (found === undefined) throw new Error(`no notification ${id}`);
  return found;
}

function answering(...outcomes: readonly SendOutcome[]): void {
  const left = [...outcomes];
  world.answerMessage = async () => left.shift() ?? { kind: "accepted" };
}

describe("a call that is due", () => {
  test("goes out once, says where and how urgent and nothing else, and is over", async () => {
    await alert("a1");
    const { id } = await call("a1");
    expect(await wake(id)).toEqual({ batchItemFailures: [] });
    await wake(id, id);
    expect(world.sent).toHaveLength(1);
    expect(world.sent[0]).toEqual({
      route: expect.objectContaining({ channel: "sms", phone: "+8613800000000" }),
      message: {
        id,
        tag: "a1",
        priority: "high",
        language: "zh",
        title: "▲ 高优先级告警 · 3号楼205-1床",
        body: "松鹤院 · 请立即查看，并点“我去”",
        path: "/alerts/a1",
        at: world.now,
      },
    });
    expect(await stateOf(id)).toMatchObject({ state: "accepted", acceptedAt: world.now, attempts: 1, version: 3 });
    const told = JSON.stringify([world.sent[0]?.message, world.log]);
    for (const secret of ["王桂英", "跌倒", "fall", "13800000000"]) expect(told).not.toContain(secret);
  });

  test("of ten that are woken for it at once one sends", async () => {
    await alert("a1");
    const { id } = await call("a1");
    await Promise.all(Array.from({ length: 10 }, () => wake(id)));
    expect(world.sent).toHaveLength(1);
  });

  test.each<[string, Partial<Alert>]>([
    ["acknowledged", { handling: "acknowledged", escalation: { kind: "awaiting", round: 1, answeredAt: 0 } }],
    ["quiet, since somebody is there or it is shelved", { escalation: { kind: "quiet", round: 1 } }],
    ["resolved", { closedAt: 1 }],
    [
      "opened again and calls in another round",
      {
        escalation: { kind: "calling", round: 2, startedAt: 0, steps: [], taken: 1 },
      },
    ],
  ])("is cancelled when its alert is %s", async (_, change) => {
    const raised = await alert("a1");
    const { id } = await call("a1");
    await world.tables.write(changing({ ...raised, ...change, version: 2 }).slice(0, 1));
    await wake(id);
    expect(world.sent).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: "cancelled" });
  });

  test("is not sent when somebody answers between its claim and its sending", async () => {
    const raised = await alert("a1");
    const { id } = await call("a1");
    const engine = world.engine;
    world.engine = {
      ...engine,
      get: (...asked) => engine.get(...asked),
      getMany: (...asked) => engine.getMany(...asked),
      query: (...asked) => engine.query(...asked),
      async write(writes) {
        const outcome = await engine.write(writes);
        const isClaim = writes.some((write) => write.kind === "put" && String(write.item.json).includes('"sending"'));
        if (isClaim) {
          const escalation = { kind: "awaiting", round: 1, answeredAt: 0 } as const;
          await engine.write(changing({ ...raised, handling: "acknowledged", escalation, version: 2 }));
        }
        return outcome;
      },
    };
    await wake(id);
    expect(world.sent).toEqual([]);
    expect(await stateOf(id)).toMatchObject({ state: "cancelled" });
  });

  test("that comes early gets a timer of its own; one that is unknown is over", async () => {
    await alert("a1");
    const { id } = await call("a1", { dueAt: world.now + minute });
    expect(await wake(id, "a1.9.9.nobody.sms")).toEqual({ batchItemFailures: [] });
    expect(world.sent).toEqual([]);
    expect(world.timers.get(id)).toBe(world.now + minute);
  });
});

describe("a call that a later step of the same round repeats", () => {
  async function calledBySteps(taken: number): Promise<readonly Notification[]> {
    const raised = await alert("a1");
    const escalation = { kind: "calling", round: 1, startedAt: world.now, steps: [], taken } as const;
    await world.tables.write(changing({ ...raised, escalation, version: 2 }).slice(0, 1));
    const error = { error: "timeout", attempts: 2 };
    return Promise.all(
      Array.from({ length: taken }, (_, index) => call("a1", index + 1 < taken ? error : {}, { step: index + 1 })),
    );
  }

  test("is cancelled: after a failure of the gateway each recipient is called once", async () => {
    const calls = await calledBySteps(5);
    for (const { id } of calls) await wake(id);
    expect(world.sent.map(({ message }) => message.id)).toEqual([calls[4]?.id]);
    expect(await stateOf(calls[0]?.id as string)).toMatchObject({ state: "cancelled" });
  });

  test("is sent where the later one was given up, is by another channel or for somebody else", async () => {
    const [first] = await calledBySteps(1);
    const raised = await world.deps("send-notification").alerts.find("a1");
    const escalation = { kind: "calling", round: 1, startedAt: world.now, steps: [], taken: 2 } as const;
    await world.tables.write(changing({ ...(raised as Alert), escalation, version: 3 }).slice(0, 1));
    await call("a1", { state: "failed" }, { step: 2 });
    await call("a1", {}, { step: 2, channel: "email" });
    await call("a1", {}, { step: 2, to: { kind: "person", personId: "zhang" } });
    await wake(first?.id as string);
    expect(world.sent.map(({ message }) => message.id)).toEqual([first?.id]);
  });
});

describe("what was not taken", () => {
  test("is tried again after 5, 15, 30 s and then each minute, until it is not relevant any more", async () => {
    await alert("a1");
    const { id } = await call("a1");
    world.answerMessage = async () => ({ kind: "retry", detail: "timeout" });
    const waits: number[] = [];
    for (let state = await stateOf(id); state.state === "due"; state = await stateOf(id)) {
      await wake(id);
      const next = await stateOf(id);
      if (next.state !== "due") break;
      expect(world.timers.get(id)).toBe(next.dueAt);
      waits.push((next.dueAt - world.now) / second);
      world.pass(next.dueAt - world.now);
    }
    expect(waits.slice(0, 5)).toEqual([5, 15, 30, 60, 60]);
    expect(waits.reduce((a, b) => a + b, 0) * second).toBeLessThanOrEqual(relevantForMs);
    expect(await stateOf(id)).toMatchObject({ state: "failed", error: "timeout" });
    expect(world.sent).toHaveLength(waits.length + 1);
    expect(new Set(world.sent.map(({ message }) => message.id))).toEqual(new Set([id]));
  });

  test("waits as long as the other side asks, and is taken then", async () => {
    await alert("a1");
    const { id } = await call("a1");
    answering({ kind: "retry", detail: "http-429", afterMs: 40 * second });
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "due", dueAt: world.now + 40 * second, error: "http-429" });
    world.pass(40 * second);
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "accepted", attempts: 2 });
  });

  test("for ever is given up at once; when nobody of the step was reached it is said aloud", async () => {
    await alert("a1");
    const first = await call("a1");
    const second_ = await call("a1", {}, { channel: "email" });
    answering({ kind: "refused", detail: "http-403" }, { kind: "refused", detail: "smtp-550" });
    await wake(first.id);
    expect(world.log.filter(({ code }) => code === "nobody-reached")).toEqual([]);
    await wake(second_.id);
    expect(await stateOf(second_.id)).toMatchObject({ state: "failed", error: "smtp-550" });
    expect(world.log.filter(({ code }) => code === "nobody-reached")).toHaveLength(1);
  });

  describe("by nobody of a step", () => {
    const step = (afterMs: number) => ({ afterMs, call: [], dueAt: 0 });
    async function calling(): Promise<{ readonly alert: Alert; readonly calls: readonly Notification[] }> {
      const raised = await alert("a1");
      const steps = [step(0), step(2 * minute), step(5 * minute)].map((one) => ({
        ...one,
        dueAt: world.now + one.afterMs,
      }));
      const dueAt = world.now + 2 * minute;
      const escalation = { kind: "calling", round: 1, startedAt: world.now, steps, taken: 1, dueAt } as const;
      const planned: Alert = { ...raised, escalation, version: 2 };
      await world.tables.write(changing(planned).slice(0, 1));
      return { alert: planned, calls: [await call("a1"), await call("a1", {}, { channel: "email" })] };
    }
    const escalationOf = async () => (await world.deps("send-notification").alerts.find("a1"))?.escalation;

    test("takes the next step when the second attempt failed too, and leaves those after it their times", async () => {
      const { alert: planned, calls } = await calling();
      const timeout = { kind: "retry", detail: "timeout" } as const;
      answering(timeout, { kind: "refused", detail: "smtp-550" }, timeout);
      for (const { id } of calls) await wake(id);
      expect(await escalationOf()).toEqual(planned.escalation);
      world.pass(5 * second);
      await wake(calls[0]?.id as string);
      const before = planned.escalation as Extract<Alert["escalation"], { kind: "calling" }>;
      const now = world.now;
      const steps = before.steps.map((one, index) => (index === 1 ? { ...one, dueAt: now } : one));
      expect(await escalationOf()).toEqual({ ...before, steps, dueAt: now });
      expect(world.timers.get("a1")).toBe(now);
      expect(world.figures.some(({ figures }) => figures.NobodyCalled === 1)).toBe(true);
    });

    test("for ever takes the next step a moment later, not all steps at once", async () => {
      const { calls } = await calling();
      answering({ kind: "refused", detail: "http-403" }, { kind: "refused", detail: "smtp-550" });
      const called = world.now;
      for (const { id } of calls) await wake(id);
      const dueAts = [called, called + 5 * second, called + 5 * minute];
      const steps = dueAts.map((dueAt) => expect.objectContaining({ dueAt }));
      expect(await escalationOf()).toMatchObject({ taken: 1, dueAt: called + 5 * second, steps });
    });

    test("at the first attempt only, the escalation goes on by its plan", async () => {
      const { alert: planned, calls } = await calling();
      answering({ kind: "retry", detail: "timeout" }, { kind: "retry", detail: "timeout" });
      for (const { id } of calls) await wake(id);
      expect(await escalationOf()).toEqual(planned.escalation);
      expect(world.log.filter(({ code }) => code === "nobody-reached")).toEqual([]);
      world.pass(5 * second);
      for (const { id } of calls) await wake(id);
      expect((await Promise.all(calls.map(({ id }) => stateOf(id)))).map(({ state }) => state)).toEqual([
        "accepted",
        "accepted",
      ]);
      expect(await escalationOf()).toEqual(planned.escalation);
    });

    test.each<[string, SendOutcome]>([["one call was taken", { kind: "accepted" }]])(
      "goes on by its plan where %s",
      async (_, other) => {
        const { alert: planned, calls } = await calling();
        answering(other, { kind: "refused", detail: "smtp-550" });
        for (const { id } of calls) await wake(id);
        expect(await escalationOf()).toEqual(planned.escalation);
      },
    );

    test("goes on by its plan where one call is under way, or the next step was taken", async () => {
      const { alert: planned, calls } = await calling();
      answering({ kind: "refused", detail: "http-403" }, { kind: "refused", detail: "http-403" });
      await wake(calls[0]?.id as string);
      await call("a1", {}, { step: 2, to: { kind: "person", personId: "zhang" } });
      await wake(calls[1]?.id as string);
      expect(await escalationOf()).toEqual(planned.escalation);
    });
  });

  test("to somebody who left the facility is not sent, and takes the next step", async () => {
    const raised = await alert("a1");
    const steps = [0, 5 * minute].map((afterMs) => ({ afterMs, call: [], dueAt: world.now + afterMs }));
    const dueAt = world.now + 5 * minute;
    const escalation = { kind: "calling", round: 1, startedAt: world.now, steps, taken: 1, dueAt } as const;
    await world.tables.write(changing({ ...raised, escalation, version: 2 }).slice(0, 1));
    const { id } = await call("a1");
    const people = new PersonStore(world.tables);
    const li = await people.find("li");
    if (li === undefined) throw new Error("nobody");
    answering({ kind: "retry", detail: "timeout" });
    await wake(id);
    await people.save({ ...li, roles: [{ role: "carer", facilityId: "home-2" }], version: 2 });
    world.pass(5 * second);
    await wake(id);
    expect(world.sent).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: "failed", error: "left-facility" });
    expect((await world.deps("send-notification").alerts.find("a1"))?.escalation?.dueAt).toBe(world.now);
  });

  test("to an operator who stands in is sent", async () => {
    await alert("a1");
    await addPerson("operator", { phone: "+8613800000009" }, [{ role: "operator" }]);
    const { id } = await call("a1", {}, { to: { kind: "person", personId: "operator" } });
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "accepted" });
  });

  test.each<[string, Partial<Notification>, () => Promise<unknown>]>([
    ["no-address", { channel: "web-push" }, async () => undefined],
    ["no-channel", { channel: "voice" }, async () => undefined],
    ["unknown-recipient", { to: { kind: "person", personId: "gone" } }, async () => undefined],
    ["no-channel", { to: { kind: "channel", channelId: "gone" }, channel: "wecom" }, async () => undefined],
  ])("%s fails and says so", async (why, as) => {
    await alert("a1");
    const { id } = await call("a1", {}, as);
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "failed", error: why });
    expect(world.sent).toEqual([]);
  });

  test("by whoever died on the way is sent again under the same id, when the lease is over", async () => {
    await alert("a1");
    const { id } = await call("a1");
    world.answerMessage = async () => {
      throw new Error("killed");
    };
    expect(await wake(id)).toEqual({ batchItemFailures: [{ itemIdentifier: "wake-0" }] });
    answering();
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "sending" });
    expect(world.timers.get(id)).toBe(world.now + leaseMs);
    world.pass(leaseMs);
    await wake(id);
    expect(await stateOf(id)).toMatchObject({ state: "accepted", attempts: 2 });
    expect(world.sent.map(({ message }) => message.id)).toEqual([id, id]);
  });

  test("how a channel does follows its last attempts; one person's wrong address is not its fault", async () => {
    const health = async () => (await new ChannelStore(world.tables).healthOf(["sms"])).get("sms");
    await alert("a1");
    const calls = await Promise.all(
      ["p1", "p2", "p3"].map(async (personId) => {
        await addPerson(personId, { phone: "+8613800000001" });
        return call("a1", {}, { to: { kind: "person", personId } });
      }),
    );
    answering({ kind: "retry", detail: "timeout" }, { kind: "refused", detail: "bad-address" }, { kind: "accepted" });
    await wake(calls[0]?.id as string);
    expect(await health()).toMatchObject({ failuresInARow: 1, lastError: "timeout" });
    await wake(calls[1]?.id as string);
    expect(await health()).toMatchObject({ failuresInARow: 1 });
    await wake(calls[2]?.id as string);
    expect(await health()).toMatchObject({ failuresInARow: 0, lastAcceptedAt: world.now });
  });
});

test("a push goes to every browser of the person; those that are gone are forgotten, one that took it is enough", async () => {
  const browser = (n: number) => ({ endpoint: `https://push.example.com/${n}`, p256dh: "k", auth: "a", addedAt: 0 });
  await addPerson("zhang", { pushes: [browser(1), browser(2)] });
  await alert("a1");
  const { id } = await call("a1", {}, { to: { kind: "person", personId: "zhang" }, channel: "web-push" });
  world.answerMessage = async (route) =>
    route.channel === "web-push" && route.subscription.endpoint.endsWith("1")
      ? { kind: "refused", detail: "http-410", gone: true }
      : { kind: "accepted" };
  await wake(id);
  expect(await stateOf(id)).toMatchObject({ state: "accepted" });
  expect((await new PersonStore(world.tables).find("zhang"))?.reach.pushes).toEqual([browser(2)]);
});

describe("a push that one browser takes and another may take later", () => {
  const browser = (n: number) => ({ endpoint: `https://push.example.com/${n}`, p256dh: "k", auth: "a", addedAt: 0 });
  const toZhang = { to: { kind: "person", personId: "zhang" }, channel: "web-push" } as const;
  const endpoints = () =>
    world.sent.flatMap(({ route }) => (route.channel === "web-push" ? [route.subscription.endpoint.slice(-1)] : []));
  /** The desk takes all; the telephone refuses for a while as often as it is told. */
  const failing = (times: number) => {
    let left = times;
    world.answerMessage = async (route) =>
      route.channel === "web-push" && route.subscription.endpoint.endsWith("2") && left-- > 0
        ? { kind: "retry", detail: "http-503" }
        : { kind: "accepted" };
  };
  beforeEach(async () => {
    await addPerson("zhang", { pushes: [browser(1), browser(2)] });
    await alert("a1");
  });

  test("goes again to that one alone, until it takes it", async () => {
    failing(2);
    const { id } = await call("a1", {}, toZhang);
    await wake(id);
    const takenAt = world.now;
    expect(await stateOf(id)).toMatchObject({ state: "due", dueAt: takenAt + 5 * second, acceptedAt: takenAt });
    world.pass(5 * second);
    await wake(id);
    world.pass(15 * second);
    await wake(id);
    expect(endpoints()).toEqual(["1", "2", "2", "2"]);
    const over = await stateOf(id);
    expect(over).toMatchObject({ state: "accepted", acceptedAt: takenAt, attempts: 3 });
    expect(over.leftTo).toBeUndefined();
  });

  test("brings no next step forward, and ends as accepted when the other never takes it", async () => {
    failing(Number.POSITIVE_INFINITY);
    const { id } = await call("a1", {}, toZhang);
    const end = world.now + relevantForMs + minute;
    while ((await stateOf(id)).state === "due" && world.now < end) {
      await wake(id);
      world.pass(5 * second);
    }
    expect(await stateOf(id)).toMatchObject({ state: "accepted", error: "http-503" });
    expect(endpoints().filter((endpoint) => endpoint === "1")).toHaveLength(1);
    expect(world.log.filter(({ code }) => code === "nobody-reached")).toEqual([]);
  });

  test("stays accepted when somebody answers, or the browser is removed, before the other takes it", async () => {
    failing(Number.POSITIVE_INFINITY);
    const raised = await alert("a2");
    const [answered, removed] = [await call("a2", {}, toZhang), await call("a1", {}, toZhang)];
    await wake(answered.id, removed.id);
    const escalation = { kind: "awaiting", round: 1, answeredAt: 0 } as const;
    await world.tables.write(changing({ ...raised, escalation, version: 2 }).slice(0, 1));
    const people = new PersonStore(world.tables);
    const zhang = await people.find("zhang");
    if (zhang === undefined) throw new Error("nobody");
    await people.save({ ...zhang, reach: { ...zhang.reach, pushes: [browser(1)] }, version: 2 });
    world.pass(5 * second);
    await wake(answered.id, removed.id);
    for (const { id } of [answered, removed]) expect(await stateOf(id)).toMatchObject({ state: "accepted" });
    expect(endpoints()).toHaveLength(4);
  });
});

describe("a storm", () => {
  async function storm(count: number, priority: AlertPriority, as: Partial<Notification> = {}) {
    const calls: Notification[] = [];
    for (let n = 0; n < count; n += 1) {
      await alert(`storm-${n}`, priority, n % 2 === 0 ? "resident-1" : "resident-2");
      calls.push(await call(`storm-${n}`, {}, { priority, residentId: "resident-1", ...as }));
    }
    return calls;
  }

  async function drain(calls: readonly Notification[]): Promise<void> {
    for (let round = 0; round < 30; round += 1) {
      const due: string[] = [];
      for (const { id } of calls) {
        const state = await stateOf(id);
        if (state.state === "due" && state.dueAt <= world.now) due.push(id);
      }
      await Promise.all(due.map((id) => wake(id)));
      const left = (await Promise.all(calls.map(({ id }) => stateOf(id)))).filter(({ state }) => state === "due");
      if (left.length === 0) return;
      world.pass(Math.max(0, Math.min(...left.map(({ dueAt }) => dueAt)) - world.now));
    }
  }

  test("of 500 low alerts is told to a person in a few dozen messages at most, and none is lost or told twice", async () => {
    const calls = await storm(500, "low");
    await drain(calls);
    const states = await Promise.all(calls.map(({ id }) => stateOf(id)));
    expect(states.every(({ state }) => state === "accepted")).toBe(true);
    expect(world.sent.length).toBeLessThanOrEqual(30);
    const alone = states.filter(({ sentWith }) => sentWith === undefined);
    expect(world.sent.map(({ message }) => message.id).toSorted()).toEqual(alone.map(({ id }) => id).toSorted());
    expect(world.sent.at(-1)?.message).toMatchObject({
      title: expect.stringMatching(/^● \d+ 条告警待处理$/),
      body: expect.stringContaining("3号楼205-1床、3号楼205-2床"),
      path: "/inbox",
    });
  });

  test("of 100 high alerts to a person drops and delays none", async () => {
    const calls = await storm(100, "high");
    await Promise.all(calls.map(({ id }) => wake(id)));
    expect(world.sent).toHaveLength(100);
  });

  test("of high alerts to a group robot goes no faster than the robot takes it, and is told within a minute", async () => {
    const startedAt = world.now;
    const calls = await storm(60, "high", { to: { kind: "channel", channelId: "wecom" }, channel: "wecom" });
    await drain(calls);
    const states = await Promise.all(calls.map(({ id }) => stateOf(id)));
    expect(states.every(({ state }) => state === "accepted")).toBe(true);
    expect(world.now - startedAt).toBeLessThanOrEqual(minute);
    expect(world.sent.length).toBeLessThanOrEqual(36);
    expect(world.sent.filter(({ message }) => message.at === startedAt).length).toBe(world.sent.length);
  });

  test("whose message is refused brings the next step forward of every alert that it told, not of the first alone", async () => {
    const step = (dueAt: number) => ({
      afterMs: dueAt - world.now,
      dueAt,
      call: [{ kind: "on-duty", role: "nurse" }] as const,
    });
    const calls = await storm(8, "medium");
    const nextAt = world.now + 20 * minute;
    for (const { alertId } of calls) {
      const stored = await world.deps("send-notification").alerts.find(alertId);
      const steps = [step(world.now), step(nextAt)];
      const escalation = { kind: "calling", round: 1, startedAt: world.now, steps, taken: 1, dueAt: nextAt } as const;
      await world.tables.write(changing({ ...(stored as Alert), escalation, version: 2 }));
    }
    for (const { id } of calls) await wake(id);
    const held = (await Promise.all(calls.map(({ id }) => stateOf(id)))).filter(({ isHeld }) => isHeld);
    expect(held.length).toBeGreaterThan(1);
    answering({ kind: "refused", detail: "http-403" });
    world.pass((held[0]?.dueAt ?? 0) - world.now);
    await wake(held[0]?.id as string);
    for (const { id, alertId } of held) {
      expect(await stateOf(id)).toMatchObject({ state: "failed" });
      const escalation = (await world.deps("send-notification").alerts.find(alertId))?.escalation;
      expect(escalation?.dueAt).toBeLessThanOrEqual(world.now);
    }
  });

  test("what was answered while it waited is not told with the others", async () => {
    const calls = await storm(8, "low");
    for (const { id } of calls) await wake(id);
    const held = await Promise.all(calls.map(({ id }) => stateOf(id)));
    const [first, second_, third] = held.filter(({ isHeld }) => isHeld);
    expect([first, second_, third].every((each) => each !== undefined)).toBe(true);
    const answered = await world.deps("send-notification").alerts.find(second_?.alertId as string);
    const escalation = { kind: "awaiting", round: 1, answeredAt: 0 } as const;
    await world.tables.write(changing({ ...(answered as Alert), escalation, version: 2 }));
    world.pass((first?.dueAt ?? 0) - world.now);
    await wake(first?.id as string);
    expect(await stateOf(second_?.id as string)).toMatchObject({ state: "cancelled" });
    expect(await stateOf(third?.id as string)).toMatchObject({ state: "accepted", sentWith: first?.id });
    expect(world.sent.at(-1)?.message.title).toContain("2 条");
  });
});

test("who was called and what came of it is shown with names, by alert and by facility, without addresses", async () => {
  await alert("a1");
  const { id } = await call("a1");
  answering({ kind: "refused", detail: "http-403" });
  await wake(id);
  const shown = {
    id,
    alertId: "a1",
    to: { kind: "person", id: "li", name: "li" },
    channel: "sms",
    state: "failed",
    error: { code: "http-403", message: { zh: "对方拒绝访问 (HTTP 403)" } },
  };
  const ofAlert = await world.must("list-alert-notifications", { id: "a1" });
  expect(ofAlert.items).toMatchObject([shown]);
  const ofFacility = await world.must("list-deliveries", { id: "home-1" });
  expect(ofFacility.items).toMatchObject([shown]);
  expect(JSON.stringify([ofAlert, ofFacility])).not.toContain("138000");
});

test("deliveries come in pages, newest first", async () => {
  for (let n = 0; n < 5; n += 1) {
    await alert(`a${n}`);
    await call(`a${n}`);
    world.pass(second);
  }
  const first = await world.must("list-deliveries", { id: "home-1", query: { limit: "2" } });
  expect(first.items.map(({ alertId }: { alertId: string }) => alertId)).toEqual(["a4", "a3"]);
  const next = await world.must("list-deliveries", { id: "home-1", query: { limit: "2", after: first.next } });
  expect(next.items.map(({ alertId }: { alertId: string }) => alertId)).toEqual(["a2", "a1"]);
});

test("a queued message that is no timer ends where somebody sees it, and holds up no other", async () => {
  await alert("a1");
  const { id } = await call("a1");
  const event = queueEvent("notification-due", [
    { messageId: "bad", timer: {} as never, receiveCount: 1 },
    { messageId: "good", timer: { name: id, dueAt: 0 }, receiveCount: 1 },
  ]);
  expect(await world.invoke("send-notification", event)).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
  expect(await stateOf(id)).toMatchObject({ state: "accepted" });
});
