import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DueTimer, startTimers, timerTable } from "../../adapters/timer/table.ts";
import { minute, second } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { type VirtualClock, virtualClock } from "../../local/clock.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.UTC(2026, 10, 22, 4);
const queue = "watch-due";

/** Timers on a clock of their own, with what they delivered and when. */
async function timersOn(
  engine: TableEngine,
  clock: VirtualClock,
  deliver: (timer: DueTimer, receiveCount: number) => Promise<void> | void = () => undefined,
) {
  const delivered: string[] = [];
  const dead: string[] = [];
  const at = () => (clock.now() - noon) / second;
  const timers = await startTimers({
    engine,
    clock,
    async deliver(_queue, timer, receiveCount) {
      delivered.push(`${timer.name} at ${at()}${receiveCount === 1 ? "" : `, time ${receiveCount}`}`);
      await deliver(timer, receiveCount);
    },
    onDeadLetter(_queue, timer, error) {
      dead.push(`${timer.name} at ${at()}: ${(error as Error).message}`);
    },
  });
  const set = (name: string, seconds: number) => timers.set({ queue, name, dueAt: noon + seconds * second });
  return { delivered, dead, set, cancel: (name: string) => timers.cancel({ queue, name }), stop: () => timers.stop() };
}

describe.each(enginesUnderTest())("timers on $name", ({ open }) => {
  const given = async (deliver?: Parameters<typeof timersOn>[2]) => {
    const engine = await open({ tables: [timerTable] });
    const clock = virtualClock(noon);
    return { engine, clock, ...(await timersOn(engine, clock, deliver)) };
  };

  test("come once, at their time, the earliest first", async () => {
    const { clock, delivered, set } = await given();
    await set("b", 20);
    await set("a", 10);
    await set("c", 3600);
    await clock.advanceBy(9 * second);
    expect(delivered).toEqual([]);
    await clock.advanceBy(minute);
    expect(delivered).toEqual(["a at 10", "b at 20"]);
  });

  test("that are due already come at once", async () => {
    const { clock, delivered, set } = await given();
    await set("late", -5);
    await clock.advanceBy(0);
    expect(delivered).toEqual(["late at 0"]);
  });

  test.each([
    ["later", 10, 30],
    ["earlier", 30, 10],
  ])("set again to a %s time come once, then", async (_claim, first, second_) => {
    const { clock, delivered, set } = await given();
    await set("moved", first);
    await set("moved", second_);
    await clock.advanceBy(minute);
    expect(delivered).toEqual([`moved at ${second_}`]);
  });

  test("that are cancelled do not come, now or after a restart", async () => {
    const { engine, clock, delivered, set, cancel, stop } = await given();
    await set("gone", 10);
    await cancel("gone");
    await cancel("never set");
    await stop();
    const after = await timersOn(engine, clock);
    await clock.advanceBy(minute);
    expect([...delivered, ...after.delivered]).toEqual([]);
  });

  test("come after a restart, those that were missed at once", async () => {
    const { engine, clock, set, stop } = await given();
    await set("missed", 10);
    await set("future", 100);
    await set("moved nearer", 500);
    await set("moved nearer", 90);
    await stop();
    await clock.advanceBy(minute);
    const { delivered } = await timersOn(engine, clock);
    await clock.advanceBy(minute);
    expect(delivered).toEqual(["missed at 60", "moved nearer at 90", "future at 100"]);
  });

  test("that were delivered leave nothing behind", async () => {
    const { engine, clock, set } = await given();
    await set("done", 10);
    await clock.advanceBy(minute);
    expect((await engine.query(timerTable, { partition: "all" })).items).toEqual([]);
  });

  test("that are set again while they are delivered come again, also after a restart", async () => {
    const { engine, clock, delivered, set, stop } = await given(async (timer) => {
      if (timer.dueAt === noon + 10 * second) await set("again", 40);
    });
    await set("again", 10);
    await clock.advanceBy(20 * second);
    expect(delivered).toEqual(["again at 10"]);
    await stop();
    const after = await timersOn(engine, clock);
    await clock.advanceBy(minute);
    expect(after.delivered).toHaveLength(1);
  });

  test("whose delivery fails come again with longer and longer pauses", async () => {
    const { clock, delivered, dead, set } = await given((_timer, receiveCount) => {
      if (receiveCount < 3) throw new Error("not yet");
    });
    await set("shaky", 10);
    await clock.advanceBy(10 * minute);
    expect(delivered).toEqual(["shaky at 10", "shaky at 11, time 2", "shaky at 16, time 3"]);
    expect(dead).toEqual([]);
  });

  test("whose delivery fails five times are dead letters and no longer in the way", async () => {
    const { clock, delivered, dead, set } = await given((timer) => {
      if (timer.name === "broken") throw new Error("no");
    });
    await set("broken", 10);
    await set("sound", 11);
    await clock.advanceBy(10 * minute);
    expect(delivered.filter((each) => each.startsWith("broken"))).toHaveLength(5);
    expect(delivered).toContain("sound at 11");
    expect(dead).toEqual(["broken at 166: no"]);
  });

  test("of which many are due together all come", async () => {
    const { clock, delivered, set } = await given();
    await Promise.all(Array.from({ length: 100 }, (_, number) => set(`t${number}`, 10)));
    await clock.advanceBy(11 * second);
    expect(new Set(delivered).size).toBe(100);
  });
});

test("whatever is set, moved and cancelled: each timer comes once, at the time it was last set to", async () => {
  const engine = enginesUnderTest()[0];
  const step = fc.record({ name: fc.constantFrom("a", "b", "c"), seconds: fc.option(fc.integer({ min: 1, max: 60 })) });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const clock = virtualClock(noon);
      const opened = await engine?.open({ tables: [timerTable] });
      const { delivered, set, cancel } = await timersOn(opened as TableEngine, clock);
      const expected = new Map<string, number>();
      for (const { name, seconds } of steps) {
        if (seconds === null) {
          expected.delete(name);
          await cancel(name);
        } else {
          expected.set(name, seconds);
          await set(name, seconds);
        }
      }
      await clock.advanceBy(2 * minute);
      expect(delivered.toSorted()).toEqual(Array.from(expected, ([name, at]) => `${name} at ${at}`).toSorted());
    }),
    { numRuns: 40 },
  );
});
