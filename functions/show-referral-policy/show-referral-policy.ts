import type { ReferralPolicyView } from "../../contracts/http/referral-policy.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { referralPolicyView } from "../referring/policy-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Whether the green channel is called when nobody answers. */
export async function showReferralPolicy(
  { path }: HttpInput<(typeof routes)["show-referral-policy"]>,
  deps: Deps<"show-referral-policy">,
): Promise<ReferralPolicyView> {
  return referralPolicyView(await deps.referrals.policy(path.id));
}
