import { expect, test } from "vitest";
import { requestedReferral } from "../../domain/referrals/begin.ts";
import { type EmergencyCourse, emergencyCourse } from "../../domain/referrals/call-again.ts";
import { referralModes } from "../../domain/referrals/referral.ts";
import { isEnded, referralStates } from "../../domain/referrals/states.ts";
import { greenCourse } from "../../web/referral/green-course.ts";

/** What the button says for what the service does. */
const shown: Readonly<Record<EmergencyCourse, string>> = {
  begin: "call",
  upgrade: "call",
  "call-again": "again",
  same: "running",
  ask: "anew",
};

test.each(referralStates.filter((state) => !isEnded(state)))(
  "the button of an alert says what the service does while a case is %s, and is hidden only where it does nothing",
  (state) => {
    for (const mode of referralModes) {
      for (const alertId of ["first", "second"]) {
        const asked = { id: "c-1", residentId: "r-1", residentName: "王桂英", originId: "home", destinationId: "h" };
        const { referral } = requestedReferral({ ...asked, direction: "up", mode, alertId: "first" }, 0);
        const open = { ...referral, state };
        const call = { originId: "home", alert: { id: alertId, raisedAt: 0 }, isAnew: false };
        expect(greenCourse(open, alertId), `${mode} from the ${alertId}`).toBe(
          shown[emergencyCourse(open, call, 3_600_000)],
        );
      }
    }
  },
);

test("without a case it calls", () => {
  expect(greenCourse(undefined, "first")).toBe("call");
});
