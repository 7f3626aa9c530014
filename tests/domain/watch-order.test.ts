import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlertPriority, alertPriorities } from "../../domain/alerts/alert.ts";
import type { DeviceKind } from "../../domain/model/device.ts";
import { freshnessOf } from "../../domain/model/freshness.ts";
import { type ObservationCode, observationCodes } from "../../domain/model/observations.ts";
import type { ObservationValue, Reading } from "../../domain/model/reading.ts";
import { hour, minute, second } from "../../domain/model/time.ts";
import { memoryOf } from "../../domain/watch/memory.ts";
import { latestValues, monitoringOf } from "../../domain/watch/monitoring.ts";
import { news2Of } from "../../domain/watch/news2.ts";
import { followNews2 } from "../../domain/watch/news2-monitor.ts";
import type { News2Memory, Watch } from "../../domain/watch/state.ts";
import { at, event, observation, Story, status } from "./watch-story.ts";

const start = at("22:30");
const devices: Readonly<Record<string, DeviceKind>> = {
  band: "wristband",
  bed: "bed-sensor",
  spot: "spot-check-monitor",
};

const measured = fc.oneof(
  fc.tuple(fc.constantFrom<ObservationCode>("heart-rate"), fc.constantFrom(40, 44, 70, 112, 125, 135)),
  fc.tuple(fc.constantFrom<ObservationCode>("respiratory-rate"), fc.constantFrom(7, 16, 23, 31)),
  fc.tuple(fc.constantFrom<ObservationCode>("spo2"), fc.constantFrom(85, 91, 95, 98)),
  fc.tuple(fc.constantFrom<ObservationCode>("systolic-blood-pressure"), fc.constantFrom(85, 120, 170)),
  fc.tuple(fc.constantFrom<ObservationCode>("body-temperature"), fc.constantFrom(34.9, 36.8, 39.4)),
  fc.tuple(fc.constantFrom<ObservationCode>("consciousness"), fc.constantFrom("A", "C")),
  fc.tuple(fc.constantFrom<ObservationCode>("inspired-oxygen"), fc.constantFrom(21, 28)),
  fc.tuple(fc.constantFrom<ObservationCode>("bed-occupancy", "motion", "door-open"), fc.boolean()),
  fc.tuple(fc.constantFrom<ObservationCode>("bed-movement", "steps"), fc.constantFrom(0, 5)),
  fc.tuple(fc.constantFrom<ObservationCode>("battery"), fc.constantFrom(15, 25, 31)),
) as fc.Arbitrary<[ObservationCode, ObservationValue]>;

const deviceId = fc.constantFrom(...Object.keys(devices));

/** Coarse times, so that readings of the same moment and equal ones are common. */
function readingWithin(spanMs: number): fc.Arbitrary<Reading> {
  const time = fc.integer({ min: 0, max: spanMs / (5 * second) }).map((steps) => start + steps * 5 * second);
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(measured, time, deviceId)
        .map(([[code, value], when, who]) => observation(code, value, when, who)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("fall", "sos", "bed-exit"), fc.nat(2), time, deviceId)
        .map(([type, id, when, who]) => event(type as "fall", `${type}-${id}-${when}`, when, who)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("online", "offline"), time, deviceId)
        .map(([connection, when, who]) => status(connection as "online", when, who)),
    },
  );
}

/** A day that is already under way, so that every monitor has something to lose. */
function underWay(): Story {
  const story = new Story(devices, start - hour, { careSetting: "home" });
  const vitals = {
    "heart-rate": 135,
    "respiratory-rate": 16,
    spo2: 97,
    "inspired-oxygen": 21,
    "systolic-blood-pressure": 120,
    consciousness: "A",
    "body-temperature": 36.8,
    "bed-occupancy": true,
  };
  const readings = Object.entries(vitals).map(([code, value]) =>
    observation(code as ObservationCode, value, start - 2 * minute),
  );
  story.judge(start - 2 * minute, ...readings);
  return story;
}

/** What must not depend on the order of arrival: all that is known, and which conditions are active. */
function essence({ settled, settledTo, recent, devices: roster, dueAt, open, seenEvents }: Watch) {
  const active = Object.entries(open).filter(([, condition]) => condition.clearedAt === undefined);
  return {
    settled,
    settledTo,
    recent,
    roster,
    dueAt,
    active: active.map(([kind]) => kind).sort(),
    seen: [...seenEvents].sort(),
  };
}

describe("arrival inside the lateness window", () => {
  const arrivals = fc.array(readingWithin(minute), { maxLength: 40 }).chain((readings) =>
    fc.record({
      readings: fc.constant(readings),
      shuffled: fc.shuffledSubarray(readings, { minLength: readings.length }),
      cuts: fc.array(fc.nat(readings.length), { maxLength: 8 }),
    }),
  );

  test("in any order and any batching, the same is known and the same conditions are active", () => {
    fc.assert(
      fc.property(arrivals, ({ readings, shuffled, cuts }) => {
        const inOrder = underWay();
        inOrder.judge(start + minute, ...readings);
        const mixed = underWay();
        const ends = [...cuts, shuffled.length].sort((a, b) => a - b);
        let from = 0;
        for (const [index, end] of ends.entries()) {
          mixed.judge(start + minute + index * 100, ...shuffled.slice(from, end));
          from = end;
        }
        const now = start + minute + 2 * second;
        inOrder.judge(now);
        mixed.judge(now);
        expect(essence(mixed.state)).toEqual(essence(inOrder.state));
        expect(JSON.parse(JSON.stringify(mixed.state))).toStrictEqual(mixed.state);
        expect(news2Of(mixed.state, mixed.plan, now)).toEqual(news2Of(inOrder.state, inOrder.plan, now));
      }),
      { numRuns: 400 },
    );
  });
});

describe("duplicates", () => {
  test("whatever is delivered again, at once or later, changes nothing", () => {
    const batches = fc.array(fc.array(readingWithin(5 * minute), { maxLength: 10 }), { maxLength: 6 });
    fc.assert(
      fc.property(batches, fc.boolean(), (drawn, isLater) => {
        const story = underWay();
        const readings = drawn.flat().sort((a, b) => a.at - b.at);
        for (const reading of readings) story.judge(reading.at, reading);
        const now = start + 5 * minute + (isLater ? 12 * minute : 0);
        story.judge(now);
        const before = story.state;
        expect(story.judge(now, ...readings)).toEqual([]);
        expect(essence(story.state)).toEqual(essence(before));
        expect(story.state.open).toEqual(before.open);
      }),
      { numRuns: 300 },
    );
  });

  test("two codes with the same value at the same moment are two readings", () => {
    const story = new Story(devices, start - hour);
    story.judge(start, observation("steps", 5, start, "band"), observation("bed-movement", 5, start, "band"));
    expect(story.last?.refused).toEqual([]);
    expect(story.state.recent).toHaveLength(2);
  });

  test("when nothing changes, the watch that comes back is the very same", () => {
    const story = underWay();
    const again = observation("heart-rate", 135, start - 2 * minute);
    const before = story.state;
    story.judge(start - 2 * minute, again);
    expect(story.state).toBe(before);
    expect(story.last?.refused).toEqual([{ reading: again, because: "duplicate" }]);
  });
});

describe("silence", () => {
  const rank = { live: 2, stale: 1, lost: 0, monitored: 2, "partly-monitored": 1, unmonitored: 0 };
  const story = fc.tuple(
    fc.array(readingWithin(5 * minute), { maxLength: 30 }),
    fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 10 }),
  );

  test("clears nothing physiological, raises freshness nowhere and makes nobody monitored", () => {
    fc.assert(
      fc.property(story, ([readings, gaps]) => {
        const cleared: string[] = [];
        const quiet = underWay();
        for (const reading of [...readings].sort((a, b) => a.at - b.at)) quiet.judge(reading.at, reading);
        // From here on no sensor's value is live and no device that follows the person is heard.
        let now = start + 5 * minute + 15 * minute + 1;
        quiet.judge(now);
        for (const gapMinutes of gaps) {
          const before = { at: now, open: Object.keys(quiet.state.open) };
          now += gapMinutes * minute;
          const words = quiet.judge(now);
          cleared.push(
            ...words.filter((word) => /^cleared (heart|resp|spo2|news2|bed-exit|inact|fall|sos)/.test(word)),
          );
          for (const code of observationCodes) {
            const latest = latestValues(quiet.state).latest[code];
            if (latest !== undefined)
              expect(rank[freshnessOf(code, latest.at, now)]).toBeLessThanOrEqual(
                rank[freshnessOf(code, latest.at, before.at)],
              );
          }
          expect(rank[monitoringOf(quiet.state, now).state]).toBeLessThanOrEqual(
            rank[monitoringOf(quiet.state, before.at).state],
          );
        }
        expect(cleared).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

describe("open conditions", () => {
  test("one per kind, with a priority that never falls and an alert that stays the same while it is open", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(readingWithin(20 * minute), fc.nat(120)), { maxLength: 60 }), (arrivals) => {
        const story = underWay();
        const open = new Map<string, { alertId: string; priority: AlertPriority }>();
        const inTime = arrivals.map(([reading, delay]) => ({ reading, now: reading.at + delay * second }));
        for (const { reading, now } of inTime.sort((a, b) => a.now - b.now)) {
          story.judge(now, reading);
          for (const { kind } of story.last?.raised ?? []) expect([kind, open.has(kind)]).toEqual([kind, false]);
          for (const [kind, before] of open) {
            const after = story.state.open[kind as "fall"];
            if (after === undefined) continue;
            expect(after.alertId).toBe(before.alertId);
            expect(alertPriorities.indexOf(after.priority)).toBeLessThanOrEqual(
              alertPriorities.indexOf(before.priority),
            );
          }
          open.clear();
          for (const [kind, condition] of Object.entries(story.state.open)) open.set(kind, condition);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("due", () => {
  test("before its due time, time alone changes neither a verdict nor a score nor the monitoring", () => {
    fc.assert(
      fc.property(
        fc.array(readingWithin(5 * minute), { maxLength: 30 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (readings, share) => {
          const story = underWay();
          for (const reading of [...readings].sort((a, b) => a.at - b.at)) story.judge(reading.at, reading);
          let now = start + 5 * minute;
          story.judge(now);
          for (let step = 0; step < 12 && story.state.dueAt !== undefined; step++) {
            const { dueAt } = story.state;
            expect(dueAt).toBeGreaterThan(now);
            const early = now + Math.floor((dueAt - now - 1) * share);
            expect(picture(story, early)).toEqual(picture(story, now));
            expect(story.judge(early)).toEqual([]);
            now = dueAt;
            story.judge(now);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  function picture({ state, plan }: Story, now: number) {
    return { monitoring: monitoringOf(state, now).state, news2: news2Of(state, plan, now) };
  }
});

describe("time of a reading", () => {
  const now = start;
  test.each<[claim: string, time: number, because: string | undefined]>([
    ["two minutes ahead is tolerated", now + 2 * minute, undefined],
    ["more is refused", now + 2 * minute + 1, "in-the-future"],
    ["ten minutes old is judged", now - 10 * minute, undefined],
    ["older is not", now - 10 * minute - 1, "too-late"],
  ])("%s", (_claim, time, because) => {
    const story = new Story(devices, start - hour);
    story.judge(now, observation("heart-rate", 70, time));
    expect(story.last?.refused.map((refused) => refused.because)).toEqual(because === undefined ? [] : [because]);
  });

  test("a reading of a device that is not on the roster is not judged", () => {
    const story = new Story(devices, start - hour);
    story.judge(now, observation("heart-rate", 20, now, "stranger"));
    expect(story.last?.refused.map(({ because }) => because)).toEqual(["unknown-device"]);
    expect(story.state.recent).toEqual([]);
  });

  test("behind the window a reading counts only if it is the newest of its code", () => {
    const story = new Story(devices, start - hour);
    for (let seconds = 0; seconds <= 180; seconds += 10) story.hear("heart-rate", 70, start + seconds * second);
    const later = start + 181 * second;
    story.judge(
      later,
      observation("heart-rate", 20, start + 5 * second),
      observation("spo2", 95, start + 5 * second, "band"),
    );
    expect(
      story.last?.refused.map(({ reading, because }) => [reading.kind === "observation" && reading.code, because]),
    ).toEqual([["heart-rate", "too-late"]]);
    expect(story.state.settled.latest.spo2?.value).toBe(95);
  });

  test("a device clock ahead does not push the others out of the window", () => {
    const story = new Story(devices, start - hour);
    story.judge(start, observation("steps", 1, start + 2 * minute, "band"));
    story.hear("heart-rate", 70, start);
    story.judge(start + second, observation("heart-rate", 66, start - 30 * second));
    expect(story.last?.refused).toEqual([]);
    expect(story.state.recent.map(([, code]) => code)).toEqual(["heart-rate", "heart-rate", "steps"]);
  });

  test("the buffer stays short however fast a device sends", () => {
    const story = new Story(devices, start - hour);
    for (let index = 0; index < 400; index++) story.hear("heart-rate", 60 + (index % 7), start + index * 50);
    expect(story.state.recent.length).toBeLessThanOrEqual(120);
    expect(story.state.recent.at(-1)?.[0]).toBe(start + 399 * 50);
  });
});

test("the score is judged as if every value were scored, though most are skipped", () => {
  const steps = fc.array(fc.tuple(measured, fc.integer({ min: 1, max: 40 })), { maxLength: 60 });
  fc.assert(
    fc.property(steps, fc.constantFrom<1 | 2>(1, 2), (values, scale) => {
      const story = new Story({ spot: "spot-check-monitor" }, start);
      story.plan = { limits: {}, news2: { scored: true, spo2Scale: scale }, lowBatteryPercent: 20 };
      let now = start;
      let reference: News2Memory = { openBand: "low" };
      for (const [[code, value], gapMinutes] of values) {
        now += gapMinutes * minute;
        story.hear(code, value, now, "spot");
        reference = followNews2(reference, latestValues(story.state).latest, story.plan, now);
        const { openBand } = memoryOf(story.state, story.plan).news2;
        expect(openBand).toBe(reference.openBand);
      }
    }),
    { numRuns: 300 },
  );
});
