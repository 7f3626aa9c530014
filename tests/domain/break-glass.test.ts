import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ended, foundLate, lookAtOf, opened, renewed, reviewed, settled } from "../../domain/break-glass/advance.ts";
import { attemptsAllowed, attemptsWithinMs, countAttempt, isSaidToBe } from "../../domain/break-glass/attempts.ts";
import { isDoctorOnDuty, isEmergencyCase, receivingHouses } from "../../domain/break-glass/may-open.ts";
import { isLateForReview, type RecordOpening, reasonOf } from "../../domain/break-glass/opening.ts";
import { usualOpeningPolicy } from "../../domain/break-glass/policy.ts";
import { openingOf, withOpening } from "../../domain/break-glass/standing.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { day, hour, minute } from "../../domain/model/time.ts";
import { type ReferralState, referralStates } from "../../domain/referrals/states.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");
const policy = usualOpeningPolicy("home-1");
const reason = { kind: "rescue", words: "抢救" } as const;
const as = { role: "doctor", facilityId: "hospital-1" } as const;
const who = {
  id: "o",
  residentId: "r1",
  facilityId: "home-1",
  person: { id: "shen", name: "沈" },
  as,
  way: { kind: "referral", referralId: "c" },
} as const;
const fresh = opened(who, reason, policy, noon);
const by = { id: "zhao", name: "赵" };

type Act = (opening: RecordOpening, now: number) => RecordOpening;
const kept = (opening: RecordOpening, next: RecordOpening | string) => (typeof next === "string" ? opening : next);
const acts: Readonly<Record<string, Act>> = {
  renew: (opening, now) => kept(opening, renewed(opening, { kind: "other", words: `在 ${now}` }, policy, now)),
  end: (opening, now) => ended(opening, "by-hand", now),
  lose: (opening, now) => ended(opening, "rights-ended", now),
  settle: (opening, now) => settled(opening, now),
  late: (opening, now) => foundLate(opening, now),
  justify: (opening, now) => kept(opening, reviewed(opening, { verdict: "justified", words: "属实", by }, now)),
  condemn: (opening, now) =>
    kept(opening, reviewed(opening, { verdict: "not-justified", words: "无关", consequence: "通报", by }, now)),
};
const life = fc.array(
  fc.record({ act: fc.constantFrom(...Object.keys(acts)), afterMs: fc.integer({ min: 0, max: 2 * day }) }),
  { maxLength: 12 },
);

describe("the life of an opening", () => {
  test("only grows: no step is changed or taken away, whatever is done in whatever order", () => {
    fc.assert(
      fc.property(life, (steps) => {
        let opening: RecordOpening = fresh;
        let now = noon;
        for (const { act, afterMs } of steps) {
          now += afterMs;
          const next = (acts[act] as Act)(opening, now);
          expect(next.steps.slice(0, opening.steps.length)).toEqual(opening.steps);
          expect(next.version).toBeGreaterThanOrEqual(opening.version);
          opening = next;
        }
      }),
    );
  });

  test("is open for no longer than its last renewal said, is judged at most once, and never while it is open", () => {
    fc.assert(
      fc.property(life, (steps) => {
        let opening: RecordOpening = fresh;
        let now = noon;
        for (const { act, afterMs } of steps) {
          now += afterMs;
          opening = (acts[act] as Act)(opening, now);
          const granted = opening.steps.flatMap((step) => ("until" in step ? [step.until] : []));
          expect(opening.until).toBe(granted.at(-1));
          expect(opening.until).toBeLessThanOrEqual(now + policy.hours * hour);
          const whats = opening.steps.map(({ what }) => what);
          const over = whats.findIndex((what) => what === "ended" || what === "lapsed");
          expect(whats.filter((what) => what === "reviewed").length).toBeLessThanOrEqual(1);
          if (over >= 0) expect(whats.slice(over + 1)).not.toContain("renewed");
          if (whats.includes("reviewed")) expect(whats.indexOf("reviewed")).toBeGreaterThan(over);
          expect(over >= 0).toBe(opening.state !== "open");
        }
      }),
    );
  });

  test("lapses at its time, is late three days after, and is not looked at again once it was judged", () => {
    expect(lookAtOf(fresh)).toBe(noon + 4 * hour);
    expect(settled(fresh, noon + 4 * hour - 1)).toBe(fresh);
    const over = settled(fresh, noon + 9 * hour);
    expect(over.steps.at(-1)).toEqual({ what: "lapsed", at: noon + 4 * hour });
    const dueAt = noon + 4 * hour + 3 * day;
    expect([lookAtOf(over), isLateForReview(over, dueAt - 1), isLateForReview(over, dueAt)]).toEqual([
      dueAt,
      false,
      true,
    ]);
    const late = foundLate(over, dueAt);
    expect([lookAtOf(late), foundLate(late, dueAt + day)]).toEqual([undefined, late]);
    const judged = reviewed(late, { verdict: "justified", words: "属实", by }, dueAt + 1) as RecordOpening;
    expect([judged.state, lookAtOf(judged), isLateForReview(judged, dueAt + day)]).toEqual([
      "justified",
      undefined,
      false,
    ]);
  });

  test("is judged by nobody who opened it, and renewed by a reason that stands beside the first", () => {
    const now = noon + 5 * hour;
    expect(reviewed(fresh, { verdict: "justified", words: "属实", by: who.person }, now)).toBe("own");
    expect(reviewed(fresh, { verdict: "justified", words: "属实", by }, noon + hour)).toBe("still-open");
    const longer = renewed(fresh, { kind: "deteriorating", words: "血压下降" }, policy, noon + hour) as RecordOpening;
    expect([reasonOf(longer).words, longer.until]).toEqual(["血压下降", noon + 5 * hour]);
    expect(longer.steps[0]).toEqual(fresh.steps[0]);
    expect(renewed(longer, reason, { ...policy, hours: 1 }, noon + 2 * hour)).toMatchObject({ until: noon + 5 * hour });
    expect(renewed(fresh, reason, policy, noon + 4 * hour)).toBe("over");
  });

  test("gives the person what it opens, and takes it with its end; others of theirs stay", () => {
    const doctor: Person = {
      id: "shen",
      name: "沈",
      roles: [as],
      relations: [],
      reach: { pushes: [], language: "zh" },
      version: 3,
    };
    const other = opened({ ...who, id: "p", residentId: "r2" }, reason, policy, noon);
    const both = withOpening(withOpening(doctor, fresh, noon), other, noon);
    expect([both.version, openingOf(both, "r1", noon)?.id, openingOf(both, "r2", noon)?.id]).toEqual([5, "o", "p"]);
    const one = withOpening(both, ended(fresh, "by-hand", noon + minute), noon + minute);
    expect([openingOf(one, "r1", noon + minute), openingOf(one, "r2", noon + minute)?.id]).toEqual([undefined, "p"]);
    expect(withOpening(one, ended(other, "by-hand", noon + minute), noon + minute)).not.toHaveProperty("openings");
    expect(openingOf(both, "r1", noon + 4 * hour)).toBeUndefined();
  });
});

describe("who may open", () => {
  const emergencies: readonly ReferralState[] = [
    "requested",
    "triaged",
    "accepted",
    "transport-arranged",
    "en-route",
    "arrived",
    "admitted",
    "onward-requested",
    "onward-declined",
    "onward-accepted",
    "onward-en-route",
  ];

  test.each(referralStates)("in a case of the green channel that is %s, and in no routine one", (state) => {
    expect(isEmergencyCase({ mode: "green-channel", state })).toBe(emergencies.includes(state));
    expect(isEmergencyCase({ mode: "routine", state })).toBe(false);
  });

  test("the hospital that is to have the person, and the one that has them while they are sent on", () => {
    const through = [{ facilityId: "first", mode: "green-channel", askedAt: noon }] as const;
    expect(receivingHouses({ destinationId: "next", state: "onward-accepted", through })).toEqual(["next", "first"]);
    expect(receivingHouses({ destinationId: "next", state: "arrived", through })).toEqual(["next"]);
  });

  test("a doctor on duty: by the roster, and whoever is one there where none is kept", () => {
    const shift = { id: "s", facilityId: "c", role: "doctor", kind: "planned", version: 1, personId: "li" } as const;
    const shifts = [{ ...shift, from: noon - hour, until: noon + hour }];
    expect([isDoctorOnDuty("li", shifts, noon), isDoctorOnDuty("li", shifts, noon + hour)]).toEqual([true, false]);
    expect(isDoctorOnDuty("wang", shifts, noon)).toBe(false);
    expect(isDoctorOnDuty("wang", [{ ...shifts[0], role: "nurse" } as never], noon)).toBe(true);
  });
});

describe("who somebody is said to be", () => {
  const resident = {
    id: "r1",
    name: "王桂英",
    birthDate: "1940-03-01",
    identityNumber: "11010519491231002X",
  } as unknown as Resident;

  test.each([
    [{ by: "identity-number", identityNumber: "１１０１０５１９４９１２３１００２ｘ" }, true],
    [{ by: "identity-number", identityNumber: "11010519491231002" }, false],
    [{ by: "identity-number", identityNumber: "" }, false],
    [{ by: "name-and-birth-date", name: "王 桂英", birthDate: "1940-03-01" }, true],
    [{ by: "name-and-birth-date", name: "王桂", birthDate: "1940-03-01" }, false],
    [{ by: "name-and-birth-date", name: "王桂英", birthDate: "1940-03-10" }, false],
  ] as const)("%j is them: %s", (said, isThem) => {
    expect(isSaidToBe(resident, said)).toBe(isThem);
  });

  test("whoever left the care is nobody here", () => {
    const left = { ...resident, discharge: { at: noon, reason: "home" } } as unknown as Resident;
    expect(isSaidToBe(left, { by: "name-and-birth-date", name: "王桂英", birthDate: "1940-03-01" })).toBe(false);
  });

  test("no number on record is nobody's number", () => {
    const { identityNumber: _, ...unknown } = resident;
    expect(isSaidToBe(unknown as Resident, { by: "identity-number", identityNumber: "undefined" })).toBe(false);
  });

  test("is tried no more than so often in any stretch of time, however the tries fall", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 * minute }), { maxLength: 60 }), (gaps) => {
        let now = noon;
        let times: readonly number[] = [];
        const allowed: number[] = [];
        for (const gap of gaps) {
          now += gap;
          const next = countAttempt(times, now);
          if (next === "too-often") continue;
          times = next;
          allowed.push(now);
        }
        for (const from of allowed)
          expect(allowed.filter((at) => from <= at && at < from + attemptsWithinMs).length).toBeLessThanOrEqual(
            attemptsAllowed,
          );
      }),
    );
  });
});
