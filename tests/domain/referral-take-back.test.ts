import { describe, expect, test } from "vitest";
import type { Caller } from "../../domain/access/caller.ts";
import { type Role, roles } from "../../domain/model/person.ts";
import { day, minute } from "../../domain/model/time.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { type Referral, type ReferralMode, referralModes } from "../../domain/referrals/referral.ts";
import { type ReferralState, referralStates } from "../../domain/referrals/states.ts";
import { mayTakeBack, standingSteps, takeBack, takenBackUntil } from "../../domain/referrals/take-back.ts";
import { type ReferralAction, referralActions, stepRule, transitionOf } from "../../domain/referrals/transitions.ts";
import { caseIn, noon } from "./referral-case.ts";

const by = { id: "nurse", name: "周护士" };

/** The column once more, apart from the table: a wrong tap for half an hour, a wrong end for a day, else never. */
const halfAnHour: readonly ReferralAction[] = [
  "triage",
  "accept",
  "decline",
  "arrange-transport",
  "depart",
  "arrive",
  "admit",
  "treat",
  "transfer-onward",
  "transfer-urgent",
  "accept-down",
  "decline-down",
  "depart-back",
  "turn-back",
  "receive-back",
];
const aDay: readonly ReferralAction[] = ["follow-up", "cancel", "elsewhere", "died", "close"];

/** A case in which every field that a step may clear is filled in. */
function filledCaseIn(state: ReferralState, mode: ReferralMode): Referral {
  return caseIn(state, mode, {
    expectedAt: noon + 5 * minute,
    backAt: noon + 10 * minute,
    bed: { facilityId: "hospital", bedId: "b-1", until: noon + day },
    returnId: "centre",
    through: [
      { facilityId: "first", mode, askedAt: noon, bed: { facilityId: "first", bedId: "f-1", until: noon + day } },
    ],
    centre: "stroke",
    returnOffers: [{ facilityId: "centre", at: noon }],
  });
}

const cells = referralActions.flatMap((action) =>
  referralStates.flatMap((state) => referralModes.map((mode) => ({ action, state, mode }))),
);

describe(`taking back: ${referralActions.length} actions × ${referralStates.length} states × 2 modes`, () => {
  test("a mistaken step leaves the case as it stood, in its time, and no other step is taken back", () => {
    let taken = 0;
    for (const { action, state, mode } of cells) {
      if (transitionOf(state, action, mode).kind !== "to") continue;
      const before = filledCaseIn(state, mode);
      const asked = { action, by, facilityId: "home", reason: "误点", expectedAt: noon + day, toFacilityId: "next" };
      const done = advanceReferral(before, asked, noon + minute);
      if (done.kind !== "done") throw new Error(`${action} from ${state} in ${mode} was ${done.kind}`);
      const label = `${action} from ${state} in ${mode}`;
      const lasts = halfAnHour.includes(action) ? 30 * minute : aDay.includes(action) ? day : undefined;
      expect(stepRule(action).takenBackMs, label).toBe(lasts);
      const back = (late: number) => takeBack(done.referral, { by, facilityId: "home" }, noon + minute + late);
      if (lasts === undefined) {
        expect(back(0), label).toEqual({ kind: "refused", because: "nothing" });
        continue;
      }
      taken += 1;
      expect(back(lasts + 1), label).toEqual({ kind: "refused", because: "too-late" });
      const result = back(lasts);
      if (result.kind !== "done") throw new Error(`${label} was ${result.kind}`);
      expect(result.referral, label).toEqual({ ...before, version: 3 });
      expect(result.step, label).toMatchObject({
        what: "take-back",
        version: 3,
        from: done.referral.state,
        to: state,
        takesBack: { action, version: 2 },
      });
      expect(standingSteps([done.step, result.step])).toEqual([]);
      expect(takeBack(result.referral, { by, facilityId: "home" }, noon + minute)).toMatchObject({
        because: "nothing",
      });
    }
    expect(taken).toBeGreaterThan(100);
  });

  test("what was recorded since stays, and so does what a note said", () => {
    const arrived = advanceReferral(
      filledCaseIn("en-route", "green-channel"),
      { action: "arrive", by, facilityId: "hospital" },
      noon,
    );
    if (arrived.kind !== "done") throw new Error("not arrived");
    const point = { code: "door", at: noon, recordedAt: noon, by, facilityId: "hospital" } as const;
    const noted = advanceReferral(
      { ...arrived.referral, timePoints: [point] },
      { action: "note", by, facilityId: "hospital", reason: "还在路上", expectedAt: noon + 20 * minute },
      noon + minute,
    );
    if (noted.kind !== "done") throw new Error("not noted");
    const back = takeBack(noted.referral, { by, facilityId: "hospital" }, noon + 2 * minute);
    expect(back).toMatchObject({
      kind: "done",
      referral: { state: "en-route", timePoints: [point], expectedAt: noon + 20 * minute },
    });
  });

  test("the next step leaves only itself to be taken back, and what a rule did stands", () => {
    const requested = filledCaseIn("requested", "routine");
    const accepted = advanceReferral(requested, { action: "accept", by, facilityId: "hospital" }, noon);
    if (accepted.kind !== "done") throw new Error("not accepted");
    const left = advanceReferral(accepted.referral, { action: "depart", by, facilityId: "home" }, noon + minute);
    if (left.kind !== "done") throw new Error("not left");
    expect(takeBack(left.referral, { by, facilityId: "home" }, noon + minute)).toMatchObject({
      referral: { state: "accepted" },
    });
    const expired = advanceReferral(accepted.referral, { action: "supersede", reason: "→ c-2" }, noon + minute);
    expect(expired.kind === "done" && takenBackUntil(expired.referral)).toBeUndefined();
  });
});

describe("who takes back", () => {
  const person = (role: Role, facilityId: string, id: string = role): Caller => ({
    kind: "person",
    person: {
      id,
      name: id,
      roles: [{ role, facilityId }],
      relations: [],
      reach: { pushes: [], language: "zh" },
      version: 1,
    },
    at: noon,
  });
  const declined = advanceReferral(
    filledCaseIn("requested", "routine"),
    { action: "decline", by: { id: "dr-1", name: "陈" }, facilityId: "hospital", reason: "无床" },
    noon,
  );
  if (declined.kind !== "done") throw new Error("not declined");
  const { referral } = declined;

  test("is who took it, and with a reason whoever may take that step at the same desk", () => {
    expect(mayTakeBack(person("doctor", "hospital", "dr-1"), referral)).toEqual({
      facilityId: "hospital",
      needsReason: false,
    });
    for (const role of roles) {
      const isDeciding = ["doctor", "referral-coordinator", "facility-manager"].includes(role);
      const expected = isDeciding ? { facilityId: "hospital", needsReason: true } : undefined;
      expect(mayTakeBack(person(role, "hospital"), referral), role).toEqual(expected);
      expect(mayTakeBack(person(role, "home"), referral), role).toBeUndefined();
    }
  });

  test("is of an answer that was written down from the telephone, nurses of that house too", () => {
    const heard = advanceReferral(
      filledCaseIn("requested", "routine"),
      { action: "accept", by: { id: "nurse-1", name: "李" }, facilityId: "home", phone: { with: "急诊科王医生" } },
      noon,
    );
    if (heard.kind !== "done") throw new Error("not accepted");
    expect(mayTakeBack(person("nurse", "home", "nurse-1"), heard.referral)).toEqual({
      facilityId: "home",
      needsReason: false,
    });
    expect(mayTakeBack(person("carer", "home"), heard.referral)).toBeUndefined();
    expect(mayTakeBack(person("nurse", "hospital"), heard.referral)).toBeUndefined();
  });
});
