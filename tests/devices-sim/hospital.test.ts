import { describe, expect, test } from "vitest";
import type { ReferralView } from "../../contracts/http/referrals.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { stepsFor } from "../../devices-sim/hospital.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";
import { transitionOf } from "../../domain/referrals/transitions.ts";
import { noon } from "./made.ts";

function inState(state: ReferralState, sinceMs: number, change: Partial<ReferralView> = {}): ReferralView {
  return {
    id: "c1",
    residentId: "t-r1",
    state,
    origin: { id: "home", name: "" },
    destination: { id: "hospital", name: "" },
    since: isoTimeOf(noon - sinceMs),
    version: 3,
    ...change,
  } as ReferralView;
}

const stepsOf = (...referrals: readonly ReferralView[]) => stepsFor(referrals, new Set(["t-r1"]), noon);

describe("the simulated hospital", () => {
  test.each<["green-channel" | "routine", ReferralState]>([
    ["green-channel", "accepted"],
    ["routine", "requested"],
    ["green-channel", "treated"],
  ])("brings a case of %s that is %s to its end, by steps that the table knows", (mode, first) => {
    let state = first;
    for (let taken = 0; taken < 20 && state !== "closed"; taken += 1) {
      const [step] = stepsOf(inState(state, 30 * minute));
      const to = step === undefined ? undefined : transitionOf(state, step.do as never, mode);
      expect(to).toMatchObject({ kind: "to" });
      state = (to as { readonly state: ReferralState }).state;
    }
    expect(state).toBe("closed");
  });

  test("leaves each stage to whoever plays it first, and sends along which version it saw", () => {
    expect(stepsOf(inState("accepted", 5 * minute))).toEqual([]);
    expect(stepsOf(inState("accepted", 6 * minute))).toEqual([
      { referralId: "c1", do: "depart", as: "home", version: 3 },
    ]);
    expect(stepsOf(inState("en-route", 10 * minute))).toMatchObject([{ do: "arrive", as: "hospital" }]);
  });

  test("speaks for the house that takes the person back, where that is another one", () => {
    const back = { return: { id: "centre", name: "" } };
    expect(stepsOf(inState("returning", hour, back))).toMatchObject([{ do: "receive-back", as: "centre" }]);
  });

  test("touches nobody else's cases, and none that waits for a person's decision", () => {
    expect(stepsOf(inState("accepted", hour, { residentId: "real" }), inState("declined", hour))).toEqual([]);
  });

  test("what began before the demo did stays to be looked at until it would soon be late", () => {
    const past = (leftMs: number) => ({ id: "demo-past-12", dueAt: isoTimeOf(noon + leftMs) });
    expect(stepsOf(inState("ready-for-down", 20 * hour, past(4 * hour)))).toEqual([]);
    expect(stepsOf(inState("ready-for-down", 23 * hour, past(29 * minute)))).toMatchObject([{ do: "accept-down" }]);
  });
});
