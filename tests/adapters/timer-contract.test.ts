import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { second } from "../../domain/model/time.ts";
import { sleeper, timerRuntimes } from "./timers-under-test.ts";

const noon = Date.UTC(2026, 10, 22, 4);
const minutes = 60;
const hours = 60 * minutes;
const longId = "r".repeat(64);

const runtimes = timerRuntimes();

describe.each(runtimes)("timers of $name", (runtime) => {
  const given = (latenessMs?: number) => sleeper(runtime, noon, latenessMs);

  test.each([
    ["a second", 1],
    ["half a minute", 30],
    ["a minute", 60],
    ["three minutes", 3 * minutes],
    ["a second more than that", 3 * minutes + 1],
    ["a quarter of an hour", 15 * minutes],
    ["hours", 7 * hours],
    ["weeks", 40 * 24 * hours],
  ])("wake to the second in %s", async (_time, seconds) => {
    for (const latenessMs of [0, 31 * second, 59 * second]) {
      const { set, advanceTo, woken } = await given(latenessMs);
      await set("r1", seconds);
      await advanceTo(seconds - 1);
      expect(woken).toEqual([]);
      await advanceTo(seconds + 2 * minutes);
      expect(woken).toEqual([`r1 at ${seconds}`]);
    }
  });

  test("that are due between two seconds wake after that, and not before it as well", async () => {
    const { set, advanceTo, woken, wakes } = await given();
    await set("r1", 10.4);
    await advanceTo(10.3);
    expect(wakes()).toBe(0);
    await advanceTo(12);
    expect([woken.length, wakes()]).toEqual([1, 1]);
  });

  test("wake at once when they are due already", async () => {
    const { set, advanceTo, woken } = await given();
    await set("r1", -90);
    await advanceTo(1);
    expect(woken).toEqual(["r1 at 0"]);
  });

  test.each([
    ["later, near both", 10, 50],
    ["nearer, near both", 50, 10],
    ["from far to near", 3 * hours, 40],
    ["from near to far", 40, 3 * hours],
    ["later, far both", hours, 2 * hours],
    ["nearer, far both", 2 * hours, hours],
  ])("that are moved %s wake once, then", async (_way, first, last) => {
    const { set, advanceTo, woken } = await given();
    await set("r1", first);
    await set("r1", last);
    await advanceTo(4 * hours);
    expect(woken).toEqual([`r1 at ${last}`]);
  });

  test("that are moved nearer wake at most once more than they need", async () => {
    const { set, advanceTo, wakes } = await given();
    await set("r1", 3 * hours);
    await set("r1", 40);
    await advanceTo(4 * hours);
    expect(wakes()).toBeLessThanOrEqual(2);
  });

  test("that are cancelled wake nobody, also those that were never set", async () => {
    const { set, cancel, advanceTo, woken, wakes } = await given();
    await set("near", 40);
    await set("far", 3 * hours);
    await cancel("near");
    await cancel("far");
    await cancel("never");
    await advanceTo(4 * hours);
    expect(woken).toEqual([]);
    expect(wakes()).toBeLessThanOrEqual(1);
  });

  test("know queues and names apart, however long", async () => {
    const { set, advanceTo, woken } = await given();
    await set("r1", hours);
    await set("r1", 2 * hours, "other");
    await set(longId, 3 * hours);
    await set(`${longId.slice(1)}R`, 4 * hours);
    await set("床 1/*", 5 * hours);
    await advanceTo(6 * hours);
    expect(woken).toEqual([
      `r1 at ${hours}`,
      `other/r1 at ${2 * hours}`,
      `${longId} at ${3 * hours}`,
      `${longId.slice(1)}R at ${4 * hours}`,
      `床 1/* at ${5 * hours}`,
    ]);
  });

  test("of a resident whose due time readings move away, and something else moves nearer again and again, do not multiply", async () => {
    const { timers, set, wanted, advanceTo, wakes } = await given(30 * second);
    const silentAfter = 5 * minutes;
    const settled = { at: 0, wakes: 0 };
    for (let now = 0; now < 4 * hours; now += 60) {
      await advanceTo(now);
      const armed = wanted.get("r1");
      const isNearer = now % (20 * minutes) === 0;
      // As the watch does: the timer is set only when the due time came nearer; otherwise its wake sets it again.
      if (armed === undefined || isNearer) await set("r1", now + (isNearer ? 45 : silentAfter));
      else wanted.set("r1", timers.now() + silentAfter * second);
      if (now === 2 * hours) Object.assign(settled, { at: now, wakes: wakes() });
    }
    const perHour = (wakes() - settled.wakes) / 2;
    expect(perHour).toBeLessThan(30);
    expect(perHour).toBeGreaterThan(10);
  }, 180_000);

  test("wake each once, within a second of the time that was last set, whatever was set, moved and cancelled", async () => {
    const step = fc.record({
      name: fc.constantFrom("a", "b"),
      inSeconds: fc.option(fc.oneof(fc.integer({ min: -10, max: 200 }), fc.integer({ min: 170, max: 8000 })), {
        freq: 4,
      }),
      thenWait: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 4000 })),
    });
    const run = fc.asyncProperty(
      fc.array(step, { maxLength: 7 }),
      fc.integer({ min: 0, max: 59 }),
      async (steps, late) => {
        const { set, cancel, advanceTo, woken } = await given(late * second);
        const due = new Map<string, number>();
        const expected: string[] = [];
        let now = 0;
        const pass = (until: number) => {
          for (const [name, at] of due)
            if (at <= until) {
              expected.push(`${name} at ${at}`);
              due.delete(name);
            }
          now = until;
        };
        for (const { name, inSeconds, thenWait } of steps) {
          if (inSeconds === null) {
            due.delete(name);
            await cancel(name);
          } else {
            due.set(name, now + Math.max(0, inSeconds));
            await set(name, now + inSeconds);
          }
          pass(now + thenWait);
          await advanceTo(now);
        }
        pass(now + 10_000);
        await advanceTo(now);
        expect(woken.toSorted()).toEqual(expected.toSorted());
      },
    );
    await fc.assert(run, { numRuns: 20 });
  }, 180_000);
});

describe("a far timer in the cloud", () => {
  const cloud = runtimes[1];

  test.skipIf(cloud === undefined)("is one schedule by its name: once, in UTC, exact, gone afterwards", async () => {
    if (cloud === undefined) return;
    const { set, timers } = await sleeper(cloud, noon);
    await set("r1", hours);
    await set("r1", 2 * hours);
    await set(longId, hours);
    const schedules = (await timers.schedules?.()) ?? [];
    expect(schedules.map(({ ScheduleExpression }) => ScheduleExpression).toSorted()).toEqual([
      "at(2026-11-22T04:59:00)",
      "at(2026-11-22T05:59:00)",
    ]);
    for (const schedule of schedules) {
      expect(schedule.Name).toMatch(/^watch-due\.[0-9A-Za-z._-]{1,54}$/);
      expect(schedule).toMatchObject({
        ScheduleExpressionTimezone: "UTC",
        FlexibleTimeWindow: { Mode: "OFF" },
        ActionAfterCompletion: "DELETE",
        Target: {
          RoleArn: "arn:aws:iam::000000000000:role/timers",
          DeadLetterConfig: { Arn: "arn:aws:sqs:us-east-1:000000000000:dead-letters" },
        },
      });
    }
  });

  test.skipIf(cloud === undefined)("for a queue that is not deployed is refused by its name", async () => {
    if (cloud === undefined) return;
    const { set } = await sleeper(cloud, noon);
    await expect(set("r1", 10, "nobody")).rejects.toThrow("no queue nobody");
    await expect(set("r1", hours, "nobody")).rejects.toThrow("no queue nobody");
  });
});
