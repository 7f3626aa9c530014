import { describe, expect, test } from "vitest";
import { day, hour, minute } from "../../domain/model/time.ts";
import { measuresOf } from "../../domain/referrals/case-measures.ts";
import type { Offer, Referral } from "../../domain/referrals/referral.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";
import { caseIn, noon } from "./referral-case.ts";

/** A case with these stages, each so long after noon. */
function went(stages: readonly (readonly [ReferralState, number])[], over: Partial<Referral> = {}): Referral {
  const [state] = stages.at(-1) as (typeof stages)[number];
  return { ...caseIn(state), stages: stages.map(([of, after]) => ({ state: of, at: noon + after })), ...over };
}

const home = went([
  ["en-route", 0],
  ["arrived", hour],
  ["ready-for-down", 3 * day],
  ["returning", 5 * day],
  ["follow-up-due", 5 * day + hour],
]);
const back = noon + 5 * day + hour;

function again(requestedAt: number, over: Partial<Referral> = {}): Referral {
  return { ...caseIn("requested"), id: "c-2", requestedAt, ...over };
}

function answered(answer: Offer["answer"], answeredAt: number): Offer {
  return { facilityId: "x", at: noon, ...(answer !== undefined && { answer }), answeredAt };
}

const later = noon + 100 * day;

describe("what is measured of one case", () => {
  test.each<[string, Referral, readonly Referral[], number, object]>([
    [
      "days at the hospital and from fit to home",
      home,
      [],
      back,
      { stayMs: 5 * day - hour, fitToBackMs: 2 * day + hour },
    ],
    [
      "fit again counts from the last time that it was said",
      went([
        ["arrived", 0],
        ["ready-for-down", day],
        ["admitted", 2 * day],
        ["ready-for-down", 4 * day],
        ["returning", 5 * day],
        ["follow-up-due", 5 * day],
      ]),
      [],
      later,
      { fitToBackMs: day },
    ],
    [
      "who died there was there until then",
      went(
        [
          ["arrived", 0],
          ["died", day],
        ],
        { closedAt: noon + day },
      ),
      [],
      later,
      { stayMs: day },
    ],
    [
      "an answer is the first house's yes or no",
      { ...home, offers: [answered("declined", noon + hour), answered("accepted", noon + day)] },
      [],
      back,
      { answerMs: hour, wasDeclined: true },
    ],
    [
      "a withdrawn request was not answered",
      { ...home, offers: [answered("withdrawn", noon + hour), answered("accepted", noon + day)] },
      [],
      back,
      { answerMs: day, wasDeclined: false },
    ],
    [
      "another hospital in the place of the one that was called",
      { ...home, offers: [answered("passed-on", noon), answered("by-agreement", noon)] },
      [],
      back,
      { wasSubstituted: true },
    ],
    [
      "by agreement with the first",
      { ...home, offers: [answered("by-agreement", noon)] },
      [],
      back,
      { wasSubstituted: false },
    ],
    ["again on the 30th day", home, [again(back + 30 * day)], later, { isReferredAgain: true }],
    ["again on the 31st day", home, [again(back + 30 * day + 1)], later, { isReferredAgain: false }],
    ["again before they came home", home, [again(back - minute)], later, { isReferredAgain: false }],
    ["again, and cancelled", home, [again(back + day, { state: "cancelled" })], later, { isReferredAgain: false }],
    ["sent home by a hospital", home, [again(back + day, { direction: "down" })], later, { isReferredAgain: false }],
    ["the case itself is not again", home, [home], later, { isReferredAgain: false }],
    [
      "papers at six hours",
      { ...home, retrospective: { completedAt: noon + 6 * hour } },
      [],
      later,
      { arePapersInTime: true },
    ],
    [
      "papers after six hours",
      { ...home, retrospective: { completedAt: noon + 6 * hour + 1 } },
      [],
      later,
      { arePapersInTime: false },
    ],
    ["papers that never came", { ...home, retrospective: {} }, [], later, { arePapersInTime: false }],
  ])("%s", (_claim, referral, others, now, expected) => {
    expect(measuresOf(referral, others, now)).toMatchObject(expected);
  });

  test.each<[string, Referral, number, string]>([
    ["within 30 days nobody knows yet whether they come again", home, back + 29 * day, "isReferredAgain"],
    ["who is not home cannot come again", went([["arrived", 0]]), later, "isReferredAgain"],
    ["within six hours papers are not late", { ...home, retrospective: {} }, noon + hour, "arePapersInTime"],
    ["who is there has not left", went([["arrived", 0]]), later, "stayMs"],
    ["who was never asked was not declined", home, later, "wasDeclined"],
  ])("%s", (_claim, referral, now, absent) => {
    expect(measuresOf({ ...referral, offers: [] }, [], now)).not.toHaveProperty(absent);
  });
});
