import { beforeEach, describe, expect, test } from "vitest";
import { hour, minute } from "../../domain/model/time.ts";
import { queueEvent } from "../../functions/shell/events.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { channel, onDuty } from "./escalating.ts";
import { code, note, visitActs, visitWorld } from "./visiting.ts";
import type { Answer, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await visitWorld();
});
const { inCall, requested, wake, agree } = visitActs(() => world);

interface Task {
  readonly order: { readonly id: string };
  readonly isMine: boolean;
  readonly mayReport: boolean;
  readonly isLate: boolean;
}

const inMs = (ms: number) => new Date(world.now + ms).toISOString();
const order = (id: string, body: object = {}, as = "doctor"): Promise<Answer> =>
  world.call("conduct-visit", { id, body: { kind: "order", text: "量血压", role: "carer", ...body }, as });
const report = (id: string, as: string, body: object = {}): Promise<Answer> =>
  world.call("report-visit-order", { id, body: { orderId: "o1", isDone: true, ...body }, as });
const revoke = (id: string, as = "doctor"): Promise<Answer> =>
  world.call("conduct-visit", { id, body: { kind: "revoke", orderId: "o1", reason: "已不需要" }, as });
const tasks = async (as: string): Promise<readonly Task[]> => (await world.must("list-tasks", { as })).items;
const idsOf = async (as: string) => (await tasks(as)).map((task) => task.order.id);
const alertsOf = async (state: "open" | "closed" = "open") =>
  (await new AlertStore(world.tables).listByResident("resident-1", 20)).items.filter(
    ({ kind, closedAt }) => kind === "task-late" && (closedAt === undefined) === (state === "open"),
  );
const told = () => world.sent.map(({ route, message }) => [(route as { phone?: string }).phone, message.title]);

async function visit(): Promise<string> {
  const id = await requested();
  await inCall(id);
  return id;
}

/** Somebody whom a text message reaches. */
async function reachable(id: string, role: "carer" | "nurse" | "doctor", phone: string): Promise<void> {
  const reach = { phone, pushes: [], language: "zh" } as const;
  await world.person(id, { name: id, roles: [{ role, facilityId: "home-1" }], reach });
}

describe("an order", () => {
  test("sent twice at once is one", async () => {
    const id = await visit();
    await Promise.all([1, 2].map(() => order(id, { orderId: "o1" })));
    expect((await world.must("show-visit", { id, as: "doctor" })).visit.orders).toHaveLength(1);
  });

  test("sent again after its time is the same order", async () => {
    const id = await visit();
    const body = { orderId: "o1", dueAt: inMs(minute) };
    await order(id, body);
    world.pass(2 * minute);
    expect((await order(id, body)).body.orders).toHaveLength(1);
  });

  test("only its role at its facility, a nurse or a doctor reports on it; the same said again is said", async () => {
    const id = await visit();
    await order(id, { orderId: "o1", text: "请家属带既往处方", role: "doctor" });
    expect(code(await report(id, "carer-li"))).toBe("visit-not-yours");
    for (let n = 0; n < 2; n += 1) expect((await report(id, "doctor")).status).toBe(200);
    await reachable("doctor-2", "doctor", "+8613800000009");
    expect(code(await report(id, "doctor-2"))).toBe("visit-not-so");
    expect(code(await report(id, "doctor", { isDone: false }))).toBe("visit-not-so");
  });

  test.each([
    ["a facility that has no part in the visit", { at: "centre" }, "unknown-facility"],
    ["somebody who does not hold the role there", { assigneeId: "nurse" }, "unknown-person"],
    ["nobody", { assigneeId: "nobody" }, "unknown-person"],
  ])("goes to no: %s", async (_claim, body, refused) => {
    expect(code(await order(await visit(), body))).toBe(refused);
  });

  test.each([-minute, 0, 367 * 24 * hour])("is not due %d ms from now", async (ms) => {
    expect(code(await order(await visit(), { dueAt: inMs(ms) }))).toBe("visit-not-so");
  });

  test("is given by whoever leads, and taken back by them, with a reason; then nobody can say it is done", async () => {
    await agree("home-1", "hospital");
    const id = await visit();
    await order(id, { orderId: "o1" });
    expect(code(await revoke(id, "nurse"))).toBe("visit-not-yours");
    for (let n = 0; n < 2; n += 1) expect((await revoke(id)).status).toBe(200);
    const [shown] = (await world.must("show-visit", { id, as: "nurse" })).visit.orders;
    expect(shown.ended).toMatchObject({ why: "cancelled", reason: "已不需要", by: { name: "周医生" } });
    expect(code(await report(id, "carer-li"))).toBe("visit-not-so");
    expect(await idsOf("carer-li")).toEqual([]);
  });

  test("stays in the story with who did what and when, also after the signature", async () => {
    const id = await visit();
    await order(id, { orderId: "o1" });
    await world.must("save-visit-note", { id, body: { ...note, version: 0 }, as: "doctor" });
    await world.must("conduct-visit", { id, body: { kind: "end" }, as: "doctor" });
    await world.must("sign-visit", { id, body: { version: 1 }, as: "doctor" });
    await report(id, "carer-li", { isDone: false, note: "老人已睡" });
    expect((await report(id, "nurse", { note: "138/80" })).body.orders[0].report).toMatchObject({ note: "138/80" });
    const { steps } = (await world.must("show-visit", { id, as: "nurse" })).visit;
    const said = steps.slice(-2).map(({ what, by, note: words }: Record<string, never>) => [what, by, words]);
    expect(said).toMatchObject([
      ["report", { name: "护工李" }, "老人已睡"],
      ["report", { name: "陈护士" }, "138/80"],
    ]);
  });
});

describe("the list of tasks", () => {
  test("has the open ones of one's own house, what is due soonest first, and says which are one's own", async () => {
    const id = await visit();
    await order(id, { orderId: "whenever" });
    await order(id, { orderId: "tomorrow", dueAt: inMs(24 * hour), role: "nurse" });
    await order(id, { orderId: "soon", dueAt: inMs(hour), assigneeId: "carer-li" });
    await world.person("carer-2", { roles: [{ role: "carer", facilityId: "home-1" }] });
    const seen = async (as: string) =>
      (await tasks(as)).map((task) => [task.order.id, task.isMine, task.mayReport] as const);
    expect(await seen("carer-li")).toEqual([
      ["soon", true, true],
      ["tomorrow", false, false],
      ["whenever", true, true],
    ]);
    expect((await seen("carer-2")).map(([task, isMine]) => [task, isMine])).toEqual([
      ["soon", false],
      ["tomorrow", false],
      ["whenever", true],
    ]);
    expect((await seen("nurse")).map(([, , may]) => may)).toEqual([true, true, true]);
    expect(await idsOf("centre-doctor")).toEqual([]);
  });

  test("does not lose what was said not to be done, and forgets what is", async () => {
    const id = await visit();
    await order(id, { orderId: "o1" });
    await report(id, "carer-li", { isDone: false });
    expect(await idsOf("nurse")).toEqual(["o1"]);
    await report(id, "nurse");
    expect(await idsOf("nurse")).toEqual([]);
  });

  test("is not for relatives or managers", async () => {
    await world.person("manager", { roles: [{ role: "facility-manager", facilityId: "home-1" }] });
    const statuses = ["daughter", "manager"].map(async (as) => world.call("list-tasks", { as }));
    for (const answer of await Promise.all(statuses)) expect(answer.body.items ?? []).toEqual([]);
  });
});

describe("who is told", () => {
  beforeEach(async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    await reachable("carer-on", "carer", "+8613800000001");
    await reachable("carer-off", "carer", "+8613800000002");
    await reachable("asking", "doctor", "+8613800000003");
    await onDuty(world, "carer-on", "carer", 8 * hour);
  });

  test("of a task: who is on duty in the role, once for all of them, in words that fit a locked screen", async () => {
    const id = await visit();
    world.sent.length = 0;
    for (const orderId of ["o1", "o2"]) await order(id, { orderId, text: "胸口贴药" });
    expect(world.timers.get(id)).toBe(world.now);
    await wake(id);
    await wake(id);
    expect(told()).toEqual([["+8613800000001", "有新的待办任务"]]);
    expect(world.sent[0]?.message.path).toBe("/tasks");
    expect(JSON.stringify(world.sent)).not.toMatch(/王桂英|贴药/);
  });

  test("who is asked by name, on duty or not; then that it is taken back", async () => {
    const id = await visit();
    await wake(id);
    world.sent.length = 0;
    await order(id, { orderId: "o1", assigneeId: "carer-off" });
    await wake(id);
    await revoke(id);
    await wake(id);
    expect(told()).toEqual([
      ["+8613800000002", "有新的待办任务"],
      ["+8613800000002", "巡诊任务已取消或结束"],
    ]);
  });

  test("whoever ordered, of what is not done", async () => {
    const id = await visit();
    await world.must("conduct-visit", { id, body: { kind: "order", orderId: "o1", text: "x", role: "nurse" } });
    await wake(id);
    const licensed = { number: "110000000000002", since: "2010-01-01" };
    const reach = { phone: "+8613800000004", pushes: [], language: "zh" } as const;
    await world.person("lead", { roles: [{ role: "doctor", facilityId: "home-1" }], licence: licensed, reach });
    await order(id, { orderId: "o2", role: "carer" }, "lead");
    await wake(id);
    world.sent.length = 0;
    await report(id, "carer-li", { orderId: "o2", isDone: false, note: "拒绝" });
    await wake(id);
    expect(told()).toEqual([["+8613800000004", "下达的任务未做"]]);
  });
});

describe("a task that is late", () => {
  const late = async (body: object = {}): Promise<string> => {
    const id = await visit();
    await order(id, { orderId: "o1", dueAt: inMs(hour), ...body });
    await wake(id);
    expect(world.timers.get(id)).toBe(world.now + hour);
    world.pass(hour - 1);
    await wake(id);
    expect(await alertsOf()).toEqual([]);
    world.pass(1);
    await Promise.all([wake(id), wake(id)]);
    return id;
  };

  test("raises one alert of its house, whoever wakes the service how often, which says what role and by when", async () => {
    const id = await late();
    await wake(id);
    const [alert, ...more] = await alertsOf();
    expect(more).toEqual([]);
    expect(alert).toMatchObject({ priority: "medium", facilityId: "home-1", reason: { visitId: id, role: "carer" } });
    expect((await tasks("nurse"))[0]).toMatchObject({ isLate: true });
    const shown = await world.must("show-alert", { id: alert?.id ?? "", as: "nurse" });
    expect(shown).toMatchObject({ visitId: id, title: { zh: "巡诊任务超时未做" } });
    expect(shown.reason.zh).toBe("应在 11-22 03:10 前完成，负责：护理员");
    const live = world.news.flatMap(({ alerts }) => alerts.map(({ kind }) => kind));
    expect(live).toEqual(["task-late"]);
  });

  test("calls who was asked by name, then the nurses, as every alert calls", async () => {
    await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
    await reachable("named", "carer", "+8613800000001");
    await reachable("nurse-2", "nurse", "+8613800000002");
    await late({ assigneeId: "named" });
    const [alert] = await alertsOf();
    const escalate = async () => {
      const timer = { name: alert?.id ?? "", dueAt: world.now };
      const event = queueEvent("escalation-due", [{ messageId: "m", timer, receiveCount: 1 }]);
      await world.invoke("escalate-alert", event);
      const { items } = await new NotificationStore(world.tables).listByAlert(alert?.id ?? "");
      return [...new Set(items.flatMap(({ to }) => (to.kind === "person" ? [to.personId] : [])))].toSorted();
    };
    expect(await escalate()).toEqual(["named"]);
    world.pass(30 * minute);
    expect(await escalate()).toEqual(["named", "nurse-2"]);
  });

  test.each([
    ["done", (id: string) => report(id, "carer-li")],
    ["taken back", (id: string) => revoke(id)],
  ])("calls nobody any more when it is %s", async (_how, end) => {
    const id = await late();
    expect((await end(id)).status).toBe(200);
    await wake(id);
    expect(await alertsOf()).toEqual([]);
    expect(await alertsOf("closed")).toMatchObject([{ outcome: "cleared-by-rule" }]);
    expect((await world.must("show-visit", { id, as: "nurse" })).visit.orders[0].lateAt).toBeDefined();
  });

  test("goes on calling when it is said not to be done; that it was closed by hand is no second alert", async () => {
    const id = await late();
    await report(id, "carer-li", { isDone: false });
    await wake(id);
    const [alert] = await alertsOf();
    expect(alert).toBeDefined();
    await world.must("resolve-alert", { id: alert?.id ?? "", body: { outcome: "real" }, as: "nurse" });
    await wake(id);
    expect(await alertsOf()).toEqual([]);
    await report(id, "nurse");
    await wake(id);
    expect(await alertsOf("closed")).toMatchObject([{ outcome: "real" }]);
  });

  test("is no reason to call a hospital, and does not keep anybody from being discharged", async () => {
    const id = await late();
    const [alert] = await alertsOf();
    const called = await world.call("call-green-channel", { id: alert?.id ?? "", body: {}, as: "nurse" });
    expect(called.status).toBeGreaterThanOrEqual(400);
    await world.must("discharge-resident", { id: "resident-1", body: { reason: "home" } });
    await wake(id);
    expect(await alertsOf()).toEqual([]);
  });

  test("beside others raises one each, in writes that a table takes", async () => {
    const id = await visit();
    for (let n = 0; n < 12; n += 1) await order(id, { orderId: `o${n}`, dueAt: inMs(hour) });
    world.pass(hour);
    await wake(id);
    expect(await alertsOf()).toHaveLength(12);
  });
});

describe("open tasks of somebody who", () => {
  const leaving = {
    moved: () => world.must("move-resident", { id: "resident-1", body: { facilityId: "centre" } }),
    died: () => world.must("discharge-resident", { id: "resident-1", body: { reason: "deceased" } }),
  };

  test.each(Object.keys(leaving) as (keyof typeof leaving)[])(
    "%s end, whoever ordered is told, and nothing new is ordered",
    async (how) => {
      await channel(world, { id: "sms-1", settings: { kind: "sms", gateway: { kind: "sns" } } });
      const reach = { phone: "+8613800000004", pushes: [], language: "zh" } as const;
      const licensed = { number: "110000000000002", since: "2010-01-01" };
      await world.person("lead", { roles: [{ role: "doctor", facilityId: "home-1" }], licence: licensed, reach });
      const id = await visit();
      await order(id, { orderId: "o1" }, "lead");
      await order(id, { orderId: "o2" }, "lead");
      await report(id, "carer-li", { orderId: "o2" });
      await wake(id);
      world.sent.length = 0;
      await leaving[how]();
      const { orders } = (await world.must("show-visit", { id, as: "doctor" })).visit;
      expect(orders.map(({ ended }: { ended?: { why: string } }) => ended?.why)).toEqual(["left", undefined]);
      expect(await idsOf("nurse")).toEqual([]);
      await wake(id);
      expect(told()).toEqual([["+8613800000004", "巡诊任务已取消或结束"]]);
      expect(code(await order(id, { orderId: "o3" }))).toBe("visit-not-so");
    },
  );
});
