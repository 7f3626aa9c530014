import { describe, expect, test } from "vitest";
import { hour, minute, second } from "../../domain/model/time.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import { alertsOf, calledFor, type EmergencyCall, emergencyCourse } from "../../domain/referrals/call-again.ts";
import { type Referral, type ReferralMode, referralModes, stageOf } from "../../domain/referrals/referral.ts";
import { isEnded, isOnward, type ReferralState, referralStates } from "../../domain/referrals/states.ts";
import { at } from "./watch-story.ts";

const noon = at("12:00");
const later = noon + 2 * hour;

function caseIn(state: ReferralState, mode: ReferralMode = "green-channel", over: Partial<Referral> = {}): Referral {
  const houses = { originId: "home", destinationId: "hospital" } as const;
  const asked = { id: "c-1", residentId: "r-1", residentName: "王桂英", ...houses, direction: "up", mode } as const;
  const { referral } = requestedReferral({ ...asked, alertId: "first" }, noon);
  const stages = [
    { state: "accepted", at: noon, leftAt: noon + hour },
    { state, at: noon + hour },
  ] as const;
  return { ...referral, state, stages, ...(isEnded(state) && { closedAt: noon + hour }), ...over };
}

const other: EmergencyCall = { originId: "home", alert: { id: "second", raisedAt: later - minute }, isAnew: false };
const byPolicy: EmergencyCall = { ...other, roundSince: later - minute };
const sensedBefore: EmergencyCall = { ...byPolicy, alert: { id: "second", raisedAt: noon + hour - 1 } };
const anew: EmergencyCall = { ...other, isAnew: true };

/** Told once more, apart from the rule: what another emergency comes to, by hand, by policy, and with `anew`. */
const spoken: Readonly<Record<ReferralState, readonly [string, string, string, string]>> = {
  requested: ["call-again", "call-again", "call-again", "begin"],
  triaged: ["call-again", "call-again", "call-again", "begin"],
  accepted: ["call-again", "call-again", "call-again", "begin"],
  declined: ["call-again", "call-again", "call-again", "begin"],
  "transport-arranged": ["call-again", "call-again", "call-again", "begin"],
  "en-route": ["call-again", "call-again", "call-again", "begin"],
  arrived: ["ask", "begin", "call-again", "begin"],
  admitted: ["ask", "begin", "call-again", "begin"],
  treated: ["begin", "begin", "begin", "begin"],
  "onward-requested": ["ask", "begin", "call-again", "begin"],
  "onward-declined": ["ask", "begin", "call-again", "begin"],
  "onward-accepted": ["ask", "begin", "call-again", "begin"],
  "onward-en-route": ["ask", "begin", "call-again", "begin"],
  "ready-for-down": ["ask", "begin", "call-again", "begin"],
  "down-accepted": ["begin", "begin", "begin", "begin"],
  returning: ["begin", "begin", "begin", "begin"],
  "follow-up-due": ["begin", "begin", "begin", "begin"],
  away: ["begin", "begin", "begin", "begin"],
  closed: ["begin", "begin", "begin", "begin"],
  cancelled: ["begin", "begin", "begin", "begin"],
  died: ["begin", "begin", "begin", "begin"],
  elsewhere: ["begin", "begin", "begin", "begin"],
};

describe("another emergency while a case is open", () => {
  test.each(referralStates)("in %s is never dropped, by hand, by policy, and anew", (state) => {
    for (const mode of referralModes) {
      const open = caseIn(state, mode);
      const came = [other, byPolicy, sensedBefore, anew].map((call) => emergencyCourse(open, call, later));
      const isThere = ["arrived", "admitted", "ready-for-down"].includes(state) || isOnward(state);
      const wanted = spoken[state].map((course) =>
        course === "call-again" && mode === "routine" && !isThere ? "upgrade" : course,
      );
      expect(came, mode).toEqual(wanted);
      expect(came).not.toContain("same");
    }
  });

  test("from the same alert before the arrival is the same call, until its calls begin anew", () => {
    const same = { ...other, alert: { id: "first", raisedAt: noon - minute } };
    expect(emergencyCourse(caseIn("accepted"), same, later)).toBe("same");
    expect(emergencyCourse(caseIn("accepted"), { ...same, roundSince: noon - minute }, later)).toBe("same");
    expect(emergencyCourse(caseIn("accepted"), { ...same, roundSince: noon + minute }, later)).toBe("call-again");
    expect(emergencyCourse(caseIn("accepted"), { ...same, isAnew: true }, later)).toBe("begin");
  });

  test("two taps are one, with `anew` too, and without an alert", () => {
    const soon = noon + 59 * second;
    const same = { ...anew, alert: { id: "first", raisedAt: noon - minute } };
    expect(emergencyCourse(caseIn("accepted"), same, soon)).toBe("same");
    expect(emergencyCourse(caseIn("accepted"), { originId: "home", isAnew: false }, soon)).toBe("same");
    expect(emergencyCourse(caseIn("accepted"), { originId: "home", isAnew: false }, later)).toBe("call-again");
    // Another alert is another emergency, however soon.
    expect(emergencyCourse(caseIn("accepted"), other, soon)).toBe("call-again");
  });

  test("of who lives elsewhere by now begins where they are", () => {
    expect(emergencyCourse(caseIn("accepted"), { ...other, originId: "new-home" }, later)).toBe("begin");
  });
});

describe("a case that is called again", () => {
  const again = (referral: Referral, alertId: string, now: number) => {
    const result = advanceReferral(referral, { action: "call-again", alertId }, now);
    if (result.kind !== "done") throw new Error(result.kind);
    return result;
  };

  test("keeps every earlier word, names the alerts, and gives whoever has not left the time of an emergency again", () => {
    const open = caseIn("transport-arranged");
    const { referral, step } = again(open, "second", later);
    expect(step).toMatchObject({ what: "call-again", alertId: "second", from: open.state, to: open.state });
    expect(alertsOf(referral)).toEqual(["first", "second"]);
    expect([calledFor(referral, "first"), calledFor(referral, "second"), calledFor(referral, "third")]).toEqual([
      noon,
      later,
      undefined,
    ]);
    expect(stageOf(referral)).toEqual({ state: "transport-arranged", at: later, dueAt: later + 30 * minute });
    expect(again(caseIn("en-route"), "second", later).referral.stages).toEqual(caseIn("en-route").stages);
  });

  test("names twenty calls and no more, however often it is called", () => {
    let referral = caseIn("accepted");
    for (let n = 0; n < 50; n += 1) referral = again(referral, `alert-${n}`, later + n).referral;
    expect(referral.calledAgain).toHaveLength(20);
    expect(alertsOf(referral)).toContain("alert-49");
  });
});
