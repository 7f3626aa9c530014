import { describe, expect, test } from "vitest";
import type { MeView } from "../../contracts/http/me.ts";
import { waitingReferrals } from "../../contracts/http/referral-waiting.ts";
import { isEnded, referralStates } from "../../domain/referrals/states.ts";
import { stepRule } from "../../domain/referrals/transitions.ts";
import type { Me } from "../../web/data/me.ts";
import { waitsForMe } from "../../web/data/waiting-referrals.ts";
import { nextSteps } from "../../web/referral/step-order.ts";

const home = { id: "home", name: "松鹤院" };
const hospital = { id: "hospital", name: "县人民医院" };
const first = { id: "first", name: "乡镇卫生院" };

/** Somebody who may do this there and nothing else. */
function whoMay(action: MeView["everywhere"][number], facilityId: string): Me {
  return {
    kind: "known",
    me: { everywhere: [], facilities: [{ id: facilityId, may: [action] }] } as unknown as MeView,
  };
}

describe("a case that waits", () => {
  test.each(referralStates.filter((state) => !isEnded(state)))(
    "%s is counted for who may take its usual step",
    (state) => {
      const referral = { state, waitsFor: "destination", origin: home, destination: hospital };
      const [usual] = nextSteps({ state, mode: "green-channel", returnOffers: [] });
      const access = usual === undefined ? undefined : stepRule(usual).access;
      if (access === undefined) throw new Error(`nothing is usual in ${state}`);
      expect(waitsForMe(referral, whoMay(access, "hospital"))).toBe(true);
      expect(waitsForMe(referral, whoMay(access, "home"))).toBe(false);
      expect(waitsForMe(referral, whoMay("referral.read", "hospital"))).toBe(false);
    },
  );

  test.each([
    ["origin", "home"],
    ["sender", "first"],
    ["destination", "hospital"],
    ["return", "back"],
  ])("for the %s is that house's", (waitsFor, facilityId) => {
    const referral = {
      state: "accepted",
      waitsFor,
      origin: home,
      destination: hospital,
      return: { id: "back", name: "敬老院" },
      through: [{ facility: first }],
    };
    const houses = ["home", "first", "hospital", "back"];
    expect(houses.filter((id) => waitsForMe(referral, whoMay("referral.handle", id)))).toEqual([facilityId]);
  });

  test("for nobody, or in a way that this version does not know, is nobody's", () => {
    const { items } = waitingReferrals.parse({
      items: [
        { state: "accepted", origin: home, destination: hospital },
        { state: "in-orbit", waitsFor: "origin", origin: home, destination: hospital },
        { state: "accepted", waitsFor: "moon", origin: home, destination: hospital },
      ],
    });
    const everybody: Me = { kind: "nobody" };
    expect(items.map((each) => waitsForMe(each, everybody))).toEqual([false, false, false]);
  });
});
