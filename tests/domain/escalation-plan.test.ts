import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultPolicy } from "../../domain/escalation/default-policy.ts";
import {
  answered,
  asOfNow,
  attended,
  awaitedByPolicy,
  beginEscalation,
  callAgain,
  defaultOnSiteWithinMs,
  type Escalation,
  isFromFuture,
  longestUnattendedMs,
  onSiteCountsMs,
  planned,
  quiet,
  takeDueSteps,
} from "../../domain/escalation/plan.ts";
import type { Concern, EscalationPolicy } from "../../domain/escalation/policy.ts";
import { day, hour, minute, second } from "../../domain/model/time.ts";

/** 02:10 in the night in Shanghai. */
const night = Date.parse("2026-11-22T02:10:00+08:00");
const morning = Date.parse("2026-11-22T07:00:00+08:00");
const fall: Concern = { priority: "high", isTechnical: false };
const battery: Concern = { priority: "low", isTechnical: true };
const policy = defaultPolicy("home-1");

function policyOf(afters: readonly number[], repeatEveryMs?: number): EscalationPolicy {
  const steps = afters.map((afterMs) => ({ afterMs, call: [{ kind: "on-duty", role: "carer" }] as const }));
  const rule = { priority: "high", steps, ...(repeatEveryMs !== undefined && { repeatEveryMs }) } as const;
  return { facilityId: "home-1", rules: [rule], version: 1 };
}

function callingSince(startedAt: number, of: EscalationPolicy = policy): Escalation {
  return planned(beginEscalation(undefined, startedAt), of, fall, startedAt);
}

const states: readonly (readonly [string, Escalation | undefined])[] = [
  ["none (stored by an earlier version)", undefined],
  ["to-plan", beginEscalation(undefined, night)],
  ["calling", callingSince(night)],
  ["calling, all taken", takeDueSteps(callingSince(night, policyOf([0])), night).escalation],
  ["awaiting by a plan", answered(callingSince(night), night)],
  ["awaiting before any plan", answered(beginEscalation(undefined, night), night)],
  ["awaiting without a time (stored by an earlier version)", { kind: "awaiting", round: 1, answeredAt: night }],
  ["awaiting where no rule says by when", answered(callingSince(night, policyOf([0])), night)],
  ["quiet", quiet(callingSince(night))],
  ["shelved", quiet(callingSince(night), night + hour)],
];

describe.each(states)("from %s", (name, state) => {
  const later = night + 30 * second;
  const round = state?.round ?? 0;

  test("beginning calls at once, in a round of its own", () => {
    expect(beginEscalation(state, later)).toEqual({
      kind: "to-plan",
      round: round + 1,
      startedAt: later,
      dueAt: later,
    });
  });

  test("calling again goes on where somebody is still being called, and begins anew elsewhere", () => {
    const isGoingOn = name === "to-plan" || name === "calling";
    expect(callAgain(state, later)).toEqual(isGoingOn ? state : beginEscalation(state, later));
  });

  test("an answer stops the calls in the same round", () => {
    const next = answered(state, later);
    const isTakenOver = state?.kind === "awaiting" && state.dueAt !== undefined;
    expect(next).toMatchObject({ kind: "awaiting", round, answeredAt: isTakenOver ? night : later });
    expect(takeDueSteps(next, later + day)).toEqual({ escalation: next, steps: [] });
    expect(planned(next, policy, fall, later + day)).toBe(next);
  });

  test("an answer is given its time to be there", () => {
    const { dueAt } = answered(state, later);
    const isUnsaid = name === "calling, all taken" || name === "awaiting where no rule says by when";
    expect(dueAt).toBe(later + (isUnsaid ? longestUnattendedMs : defaultOnSiteWithinMs));
  });

  test("quiet calls nobody, and comes due at the end of a shelf", () => {
    expect(quiet(state)).toEqual({ kind: "quiet", round });
    expect(quiet(state, later)).toEqual({ kind: "quiet", round, dueAt: later });
  });

  test("stands at no time that cannot be, unless the clock is set back by a day and more", () => {
    if (state === undefined) return;
    expect(isFromFuture(state, night)).toBe(false);
    expect(asOfNow(state, night)).toBe(state);
    const back = night - 2 * day;
    const dueAt = asOfNow(state, back).dueAt ?? back;
    expect(dueAt).toBeLessThanOrEqual(back + hour);
  });
});

describe("what is to be planned when the clock is set back by ten hours", () => {
  const back = night - 10 * hour;
  test("and is high is planned now, in a round of its own", () => {
    const state = beginEscalation(undefined, night);
    expect(isFromFuture(state, back)).toBe(true);
    expect(planned(asOfNow(state, back), policy, fall, back)).toMatchObject({ round: 2, dueAt: back });
  });

  test.each([
    ["medium", { priority: "medium", isTechnical: false }],
    ["low", { priority: "low", isTechnical: false }],
    ["technical", battery],
  ] as const)("and is %s is planned now too, by the rule of that hour", (_name, concern) => {
    for (const state of [
      beginEscalation(undefined, night),
      planned(beginEscalation(undefined, night), policy, concern, night),
    ])
      expect(planned(asOfNow(state, back), policy, concern, back)).toMatchObject({ kind: "calling", dueAt: back });
  });

  test("and waits for its rule waits for the next time that it holds by the clock as it is now", () => {
    const waiting = planned(beginEscalation(undefined, night), policy, battery, night);
    const earlier = night - 2 * hour;
    expect(planned(asOfNow(waiting, earlier), policy, battery, earlier)).toMatchObject({
      kind: "to-plan",
      dueAt: morning,
      waitsSince: earlier,
    });
  });

  test("and waits since before that time goes on waiting", () => {
    const waiting = planned(beginEscalation(undefined, night - 3 * hour), policy, battery, night - 3 * hour);
    expect(asOfNow(waiting, night - 2 * hour)).toBe(waiting);
    expect(planned(waiting, policy, battery, night - 2 * hour)).toBe(waiting);
  });

  test("and called for hours already calls on at once, instead of when the clock comes by again", () => {
    let calling = callingSince(night - 6 * hour);
    for (let at = night - 6 * hour; at <= night; at += minute) calling = takeDueSteps(calling, at).escalation;
    expect(calling.dueAt).toBeGreaterThan(night);
    expect(isFromFuture(calling, night)).toBe(false);
    const less = night - 5 * hour;
    expect(planned(asOfNow(calling, less), policy, fall, less).dueAt).toBe(less);
  });
});

describe("a plan", () => {
  test("has absolute times from when the alert was raised, however late it is made", () => {
    const plan = planned(beginEscalation(undefined, night), policy, fall, night + 7 * second);
    expect(plan).toMatchObject({ kind: "calling", taken: 0, dueAt: night, onSiteWithinMs: 5 * minute });
    expect(plan.kind === "calling" && plan.steps.map(({ dueAt }) => (dueAt - night) / minute)).toEqual([
      0, 1, 2, 5, 10,
    ]);
  });

  test("that exists stays as it is", () => {
    const plan = callingSince(night);
    expect(planned(plan, policyOf([0]), fall, night)).toBe(plan);
  });

  test("of what waits for the day waits for it", () => {
    const waiting = planned(beginEscalation(undefined, night), policy, battery, night);
    expect(waiting).toEqual({ kind: "to-plan", round: 1, startedAt: morning, dueAt: morning, waitsSince: night });
    expect(planned(waiting, policy, battery, morning)).toMatchObject({ kind: "calling", dueAt: morning });
  });

  test("without any rule calls nobody and comes due never", () => {
    const none: EscalationPolicy = { facilityId: "home-1", rules: [], version: 1 };
    expect(planned(beginEscalation(undefined, night), none, battery, night).dueAt).toBeUndefined();
  });

  test.each([[[0, day]], [[day]], [[0, minute, hour]]])(
    "for what is high is never silent for long, whatever is stored: %j",
    (afters) => {
      const plan = callingSince(night, policyOf(afters, 3 * minute));
      expect(plan).toEqual(callingSince(night));
    },
  );

  test("for what is high is never without a rule, whatever is stored", () => {
    const none: EscalationPolicy = { facilityId: "home-1", rules: [], version: 1 };
    const plan = planned(beginEscalation(undefined, night), none, fall, night);
    expect(plan).toMatchObject({ kind: "calling", dueAt: night, repeatEveryMs: 3 * minute });
  });
});

describe("an answer that came before the plan", () => {
  const early = answered(beginEscalation(undefined, night), night);
  test.each([
    ["gets the policy's time", fall, night + 5 * minute],
    ["gets an hour where no rule holds that says by when", battery, night + hour],
  ] as const)("%s", (_claim, concern, dueAt) => {
    const awaited = awaitedByPolicy(early, policy, concern);
    expect(awaited.dueAt).toBe(dueAt);
    expect(awaitedByPolicy(awaited, policy, concern)).toBe(awaited);
  });
});

describe("whoever takes over from somebody on the way", () => {
  const first = answered(callingSince(night), night);
  test.each([
    ["has the whole time to be there", 2 * minute, 7 * minute],
    ["has no more than is left of twice the time of the first", 4 * minute, 9 * minute],
    ["has no more however often they take over", 9 * minute, 10 * minute],
  ])("%s", (_claim, afterMs, dueMs) => {
    expect(answered(first, night + afterMs).dueAt).toBe(night + dueMs);
  });

  test("never puts off for longer that somebody arrives, however many they are", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 20 * minute }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(first, answered(beginEscalation(undefined, night), night)), (waits, begun) => {
        let [now, last] = [night, begun];
        for (const wait of waits) {
          now += wait;
          last = answered(last, now);
        }
        expect(last.dueAt).toBeLessThanOrEqual(night + 2 * defaultOnSiteWithinMs);
      }),
    );
  });
});

test.each([
  ["high", 30 * minute],
  ["medium", hour],
  ["low", 4 * hour],
] as const)("who is on site with priority %s counts for %i ms", (priority, forMs) => {
  expect(attended(callingSince(night), priority, night)).toEqual({ kind: "quiet", round: 1, dueAt: night + forMs });
  expect(onSiteCountsMs[priority]).toBe(forMs);
});

describe("steps", () => {
  test("are taken one by one at their times, the last again and again", () => {
    let state = callingSince(night);
    const times: number[] = [];
    for (let taken = 0; taken < 8; taken += 1) {
      const now = state.dueAt ?? 0;
      expect(takeDueSteps(state, now - 1)).toEqual({ escalation: state, steps: [] });
      const { steps, escalation } = takeDueSteps(state, now);
      expect(steps).toHaveLength(1);
      times.push((now - night) / second);
      state = escalation;
    }
    expect(times).toEqual([0, 60, 120, 300, 600, 780, 960, 1140]);
    expect(state).toMatchObject({ taken: 8 });
  });

  test.each([
    ["while the second is due two are taken as one call", 90 * second, 2, 2 * minute],
    ["after an hour all are, and the next repetition is whole", hour, 5, hour + 3 * minute],
  ])("%s", (_claim, lateMs, count, next) => {
    const { steps, escalation } = takeDueSteps(callingSince(night), night + lateMs);
    expect(steps).toHaveLength(count);
    expect(escalation).toMatchObject({ taken: count, dueAt: night + next });
  });

  test("of missed repetitions one is made", () => {
    const all = takeDueSteps(callingSince(night), night + 10 * minute).escalation;
    const { steps, escalation } = takeDueSteps(all, night + 8 * hour);
    expect(steps).toHaveLength(1);
    expect(escalation).toMatchObject({ taken: 6, dueAt: night + 8 * hour + 3 * minute });
  });

  test("without repetition end", () => {
    const { escalation } = takeDueSteps(callingSince(night, policyOf([0, minute])), night + minute);
    expect(escalation.dueAt).toBeUndefined();
    expect(takeDueSteps(escalation, night + day).steps).toEqual([]);
  });

  test("however time passes, each is taken once and in order, and it always comes due again", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 60, max: 600 }),
        (afters, waits, repeat) => {
          const inOrder = afters.toSorted((a, b) => a - b).map((after) => after * second);
          let state = callingSince(night, policyOf(inOrder, repeat * second));
          let now = night;
          const seen: number[] = [];
          for (const wait of waits) {
            now += wait * second;
            const { steps, escalation } = takeDueSteps(state, now);
            expect(takeDueSteps(escalation, now).steps).toEqual([]);
            expect(escalation.dueAt).toBeGreaterThan(now);
            expect(steps.every(({ dueAt }) => dueAt <= now)).toBe(true);
            seen.push(...steps.slice(0, inOrder.length).map(({ afterMs }) => afterMs));
            state = escalation;
          }
          const firsts = seen.slice(0, inOrder.length);
          expect(firsts).toEqual(inOrder.slice(0, firsts.length));
          expect(seen.slice(inOrder.length).every((after) => after === inOrder.at(-1))).toBe(true);
        },
      ),
    );
  });
});
