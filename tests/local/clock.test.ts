import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import { jsonLog } from "../../functions/shell/log.ts";
import { scaledClock, systemClock, virtualClock } from "../../local/clock.ts";
import { defaultRetry } from "../../local/retry.ts";
import { bindTriggers } from "../../local/triggers.ts";

describe("a virtual clock", () => {
  test("stands still until it is moved", () => {
    const clock = virtualClock(1_000);
    expect([clock.now(), clock.now()]).toEqual([1_000, 1_000]);
  });

  test("shows each timer its own moment, in the order of time, equal times in the order of setting", async () => {
    const clock = virtualClock(0);
    const rung: string[] = [];
    const ring = (name: string) => () => {
      rung.push(`${name}@${clock.now()}`);
    };
    clock.setTimer(ring("late"), 30);
    clock.setTimer(ring("first"), 10);
    clock.setTimer(ring("second"), 10);
    await clock.advanceTo(20);
    expect(rung).toEqual(["first@10", "second@10"]);
    await clock.advanceBy(10);
    expect(rung).toEqual(["first@10", "second@10", "late@30"]);
  });

  test("awaits a timer before the next, and runs timers that a timer sets on the way", async () => {
    const clock = virtualClock(0);
    const rung: number[] = [];
    async function everyTen(): Promise<void> {
      await Promise.resolve();
      rung.push(clock.now());
      clock.setTimer(everyTen, clock.now() + 10);
    }
    clock.setTimer(everyTen, 10);
    await clock.advanceTo(45);
    expect(rung).toEqual([10, 20, 30, 40]);
    expect(clock.now()).toBe(45);
  });

  test("does not run a cancelled timer, and runs one whose time has passed at once", async () => {
    const clock = virtualClock(100);
    const rung: string[] = [];
    const cancel = clock.setTimer(() => void rung.push("cancelled"), 110);
    clock.setTimer(() => void rung.push(`overdue@${clock.now()}`), 50);
    cancel();
    await clock.advanceTo(200);
    expect(rung).toEqual(["overdue@100"]);
  });

  test("never goes back, whatever it is told", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -50, max: 50 })), async (steps) => {
        const clock = virtualClock(0);
        let before = clock.now();
        for (const step of steps) {
          await clock.advanceTo(clock.now() + step);
          expect(clock.now()).toBeGreaterThanOrEqual(before);
          before = clock.now();
        }
      }),
    );
  });
});

describe("a running clock", () => {
  test("rings no earlier than asked, even when asked for a time beyond Node's longest timer", async () => {
    const clock = systemClock();
    const at = clock.now() + 20;
    await new Promise<void>((resolve) => clock.setTimer(resolve, at));
    expect(clock.now()).toBeGreaterThanOrEqual(at);
    const cancel = clock.setTimer(() => expect.unreachable("a month has not passed"), clock.now() + 2 ** 32);
    await new Promise(setImmediate);
    cancel();
  });

  test("runs faster when scaled: a minute of its time passes in 20 ms at 3000 times the speed", async () => {
    const clock = scaledClock(3_000, 0);
    const started = performance.now();
    await new Promise<void>((resolve) => clock.setTimer(resolve, 60_000));
    expect(clock.now()).toBeGreaterThanOrEqual(60_000);
    // A clock that is not scaled takes a minute.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe("when the machine's clock is set", () => {
  const noon = Date.parse("2026-11-22T12:00:00+08:00");
  let setByMs = 0;
  const wall = () => noon + performance.now() + setByMs;

  beforeEach(() => {
    setByMs = 0;
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test.each([
    ["back by two hours: after the span that it was to take, a second later at most", -2 * hour, 10 * minute + second],
    ["back by a blink: at its time", -300, 10 * minute + 300],
    ["forward beyond it: within half a minute", 2 * hour, minute + 30 * second],
    ["forward, not as far: at its time", 4 * minute, 6 * minute],
  ])("a timer rings once, %s", async (_claim, byMs, latestMs) => {
    const clock = systemClock(wall);
    const start = performance.now();
    const rung: number[] = [];
    clock.setTimer(() => void rung.push(performance.now() - start), clock.now() + 10 * minute);
    await vi.advanceTimersByTimeAsync(minute);
    setByMs = byMs;
    await vi.advanceTimersByTimeAsync(3 * hour);
    expect(rung).toHaveLength(1);
    expect(rung[0]).toBeLessThanOrEqual(latestMs + 5);
    expect(rung[0]).toBeGreaterThan(latestMs - 31 * second);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("back, the time that has elapsed goes on", async () => {
    const clock = systemClock(wall);
    const before = clock.elapsedMs();
    setByMs = -hour;
    await vi.advanceTimersByTimeAsync(minute);
    expect(clock.elapsedMs() - before).toBe(minute);
  });

  test("back by a day, the sweep comes by each minute as before", async () => {
    const sweeps: number[] = [];
    const triggers = bindTriggers({
      invoker: {
        load: async () => undefined,
        drain: async () => undefined,
        invoke: async (name) => void (name === "sweep-watches" && sweeps.push(performance.now())),
      },
      clock: systemClock(wall),
      deadLetters: { keep: async () => undefined },
      retry: defaultRetry,
      noteFault: () => undefined,
      log: jsonLog({ now: wall, write: () => undefined }),
    });
    triggers.start();
    await vi.advanceTimersByTimeAsync(2.5 * minute);
    setByMs = -24 * hour - 20 * second;
    const setAt = performance.now();
    await vi.advanceTimersByTimeAsync(10 * minute);
    await triggers.stop();
    const after = sweeps.filter((at) => at > setAt);
    expect(after.length).toBeGreaterThanOrEqual(10);
    const pauses = after.map((at, index) => at - (after[index - 1] ?? setAt));
    expect(Math.max(...pauses)).toBeLessThanOrEqual(minute + 2 * second);
  });
});
