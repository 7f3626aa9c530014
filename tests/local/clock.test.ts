import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scaledClock, systemClock, virtualClock } from "../../local/clock.ts";

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
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
