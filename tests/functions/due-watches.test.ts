import { beforeEach, describe, expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { armFallback, armTimer } from "../../functions/judging/due-timer.ts";
import { intercepted, recorded, World } from "./world.ts";

let world: World;
beforeEach(async () => {
  world = await new World().furnish();
});

function inBed(isInBed: boolean, messageId: string) {
  return world.message("bed-2", "telemetry", [{ n: "bed-occupancy", vb: isInBed }], messageId);
}

/** Lets time pass; timers of the resident go off to the second, and unless told otherwise the sweep comes by each minute. */
async function letTimersRun(residentId: string, spanMs: number, { isSwept = true } = {}): Promise<number> {
  const end = world.now + spanMs;
  let wakes = 0;
  for (let sweep = Math.ceil((world.now + 1) / minute) * minute; ; ) {
    const due = world.timers.get(residentId) ?? Number.POSITIVE_INFINITY;
    const next = isSwept ? Math.min(sweep, due) : due;
    if (next > end) break;
    world.now = Math.max(world.now, next);
    if (due <= next) {
      world.timers.delete(residentId);
      expect(await world.wake(residentId)).toEqual({ batchItemFailures: [] });
      wakes += 1;
    } else {
      await world.invoke("sweep-watches", recorded("schedule"));
      sweep += minute;
    }
  }
  world.now = end;
  return wakes;
}

test("a device that falls silent raises an alert by its timer, without any reading", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  await letTimersRun("resident-2", hour);
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
});

test("who leaves the bed at night and does not come back is alerted by the timer, to the second", async () => {
  await world.telemetry(inBed(true, "m0"));
  world.pass(minute);
  const leftAt = world.now;
  for (let said = 1; said <= 14; said += 1) {
    await world.telemetry(inBed(false, `m${said}`));
    await letTimersRun("resident-2", 3 * minute);
  }
  const { items } = await world.must("list-alerts", { query: { residentId: "resident-2" } });
  expect(items.map(({ kind, raisedAt }: Record<string, string>) => [kind, Date.parse(raisedAt ?? "")])).toEqual([
    ["bed-exit", leftAt + 40 * minute],
  ]);
});

test("should the sweep fail, timers alone still find a silent device, some minutes late", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  world.pass(minute);
  await world.telemetry(world.heartRate("bed-2", 64, "m2"));
  await letTimersRun("resident-2", 15 * minute, { isSwept: false });
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
});

test("a resident whose devices keep speaking is woken a few times an hour, not every minute", async () => {
  world.pass(20 * second);
  let wakes = 0;
  for (let said = 0; said < 60; said += 1) {
    await world.telemetry(world.heartRate("bed-2", 64, `m${said}`));
    wakes += await letTimersRun("resident-2", minute);
  }
  expect(wakes).toBeLessThanOrEqual(15);
  expect(await world.openAlerts("resident-2")).toEqual([]);
});

test("the sweep arms to the second what comes due before the next", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  const dueAt = world.timers.get("resident-2") ?? 0;
  world.timers.clear();
  world.now = dueAt - 2 * minute;
  await world.invoke("sweep-watches", recorded("schedule"));
  expect(world.timers.has("resident-2")).toBe(false);
  world.now = dueAt - minute;
  await world.invoke("sweep-watches", recorded("schedule"));
  expect(world.timers.get("resident-2")).toBe(dueAt);
});

test("a timer that went off early, as the device spoke since, gets a successor and alerts nobody", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  const armed = world.timers.get("resident-2") ?? 0;
  world.pass(minute);
  await world.telemetry(world.heartRate("bed-2", 65, "m2"));
  world.now = armed;
  world.timers.clear();
  world.live.length = 0;
  await world.wake("resident-2");
  expect(world.timers.get("resident-2")).toBeGreaterThan(armed);
  expect(await world.openAlerts("resident-2")).toEqual([]);
});

test("a resident who is gone is woken for nothing", async () => {
  expect(await world.wake("nobody")).toEqual({ batchItemFailures: [] });
});

test("a wake as SQS hands it over is judged", async () => {
  world.timers.clear();
  expect(await world.invoke("judge-due-watch", recorded("sqs-watch-due"))).toEqual({ batchItemFailures: [] });
  expect(world.timers.has("resident-1")).toBe(true);
});

test("a wake that cannot be judged is delivered again", async () => {
  world.engine = { ...world.engine, get: async () => Promise.reject(new Error("disk trouble")) };
  expect(await world.invoke("judge-due-watch", recorded("sqs-watch-due"))).toEqual({
    batchItemFailures: [{ itemIdentifier: "059f36b4-87a3-44ab-83d2-661975830a7d" }],
  });
});

test("the sweep finds what lost its timer, and arms it anew", async () => {
  world.broken.add("timer");
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  world.timers.clear();
  world.broken.clear();
  world.pass(6 * minute);
  await world.invoke("sweep-watches", recorded("schedule"));
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
  expect(world.timers.get("resident-2")).toBeGreaterThan(world.now);
});

test("the sweep judges by the clock as it is now when that was set back, however late the due time is", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  world.pass(-3 * hour);
  await world.invoke("sweep-watches", recorded("schedule"));
  const { watch } = (await world.deps("sweep-watches").watches.find("resident-2")) ?? {};
  expect((watch?.dueAt ?? Number.POSITIVE_INFINITY) - world.now).toBeLessThan(hour);
});

test.each([
  ["a minute is within what a timer may take", minute, 0],
  ["a millisecond more means that the timer was lost", minute + 1, 1],
])("%s", async (_claim, lateMs, overdue) => {
  await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
  const watches = ["resident-1", "resident-2"].map((id) => world.deps("sweep-watches").watches.find(id));
  const dueTimes = (await Promise.all(watches)).map((stored) => stored?.watch.dueAt ?? 0);
  world.now = Math.min(...dueTimes) + lateMs;
  await world.invoke("sweep-watches", recorded("schedule"));
  expect(world.figures.at(-1)?.figures.WatchesOverdue).toBe(
    overdue * dueTimes.filter((at) => at === Math.min(...dueTimes)).length,
  );
});

describe("a timer is set", () => {
  const watchDue = (dueAt: number | undefined) =>
    ({ ...emptyWatch("resident-9"), ...(dueAt === undefined ? {} : { dueAt }) }) as Watch;
  test.each([
    ["when none is armed", undefined, hour, hour],
    ["when the due time came nearer", hour, hour - 1, hour - 1],
    ["not when it stayed", hour, hour, undefined],
    ["not when it moved away", hour, hour + 1, undefined],
    ["for a second from now when it has passed", undefined, -5 * minute, second],
    ["for a second from now when that is the due time", undefined, second, second],
    ["not when nothing is due", hour, undefined, undefined],
  ] as const)("%s", async (_claim, before, after, set) => {
    const { now } = world;
    const previous = before === undefined ? undefined : watchDue(now + before);
    await armTimer(watchDue(after === undefined ? undefined : now + after), previous, world.deps("judge-due-watch"));
    expect(world.timers.get("resident-9")).toBe(set === undefined ? undefined : now + set);
  });

  test.each([
    ["ten minutes from now, behind the sweep", minute, 10 * minute],
    ["at the due time when that is later", hour, hour],
  ])("after one that went off early %s", async (_claim, dueIn, set) => {
    await armFallback(watchDue(world.now + dueIn), world.deps("judge-due-watch"));
    expect(world.timers.get("resident-9")).toBe(world.now + set);
  });
});

test("a sweep with nothing due writes nothing", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  await world.invoke("sweep-watches", recorded("schedule"));
  const writes: unknown[] = [];
  world.engine = intercepted(world.tables, async (all) => {
    writes.push(...all);
  });
  await world.invoke("sweep-watches", recorded("schedule"));
  expect(writes).toEqual([]);
});

test("a sweep that could not judge somebody judges the others and says so", async () => {
  await world.telemetry(world.heartRate("bed-1", 70, "m1"), world.heartRate("bed-2", 64, "m2"));
  world.pass(hour);
  world.engine = intercepted(world.tables, async (writes) => {
    if (JSON.stringify(writes).includes("resident-1")) throw new Error("disk trouble");
  });
  await expect(world.invoke("sweep-watches", recorded("schedule"))).rejects.toThrow("1 watches");
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
});

test("a queued message that is no timer is delivered again alone, and the others in its batch are judged", async () => {
  await world.telemetry(world.heartRate("bed-2", 64, "m1"));
  world.pass(hour);
  const bodies = [
    "{",
    "",
    "null",
    "{}",
    JSON.stringify({ name: 5, dueAt: 1 }),
    JSON.stringify({ name: "resident-2", dueAt: world.now }),
    JSON.stringify({ name: "resident-1" }),
  ];
  const Records = bodies.map((body, index) => ({ messageId: `m-${index}`, body }));
  expect(await world.invoke("judge-due-watch", { Records })).toEqual({
    batchItemFailures: [0, 1, 2, 3, 4, 6].map((index) => ({ itemIdentifier: `m-${index}` })),
  });
  expect(await world.openAlerts("resident-2")).toMatchObject([{ kind: "device-silent" }]);
  expect(world.log.filter(({ level }) => level === "error")).toHaveLength(6);
});
