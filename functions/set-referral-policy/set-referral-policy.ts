import type { ReferralPolicyView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { ReferralPolicy } from "../../domain/referrals/policy.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import { referralPolicyView } from "../referring/policy-view.ts";
import { noRoute } from "../referring/referral-refusals.ts";
import { routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { facilityChangedByOthers } from "../shell/refusals.ts";

/** Sets whether the green channel is called when nobody answers; it needs a hospital that has agreed to it. */
export async function setReferralPolicy(
  { path, body, caller }: HttpInput<(typeof routes)["set-referral-policy"]>,
  deps: Deps<"set-referral-policy">,
): Promise<ReferralPolicyView> {
  const before = await deps.referrals.policy(path.id);
  if (body.version !== undefined && body.version !== before.version) throw facilityChangedByOthers(path.id);
  const now = deps.now();
  const { greenChannel } = body;
  if (greenChannel !== undefined) {
    const { toFacilityId } = greenChannel;
    if (greenDestination(await routesToday(now, deps), path.id, toFacilityId) === undefined)
      throw noRoute(path.id, toFacilityId);
  }
  const policy: ReferralPolicy = {
    facilityId: path.id,
    ...(greenChannel !== undefined && {
      greenChannel: {
        afterStep: greenChannel.afterStep,
        ...(greenChannel.toFacilityId !== undefined && { toFacilityId: greenChannel.toFacilityId }),
      },
    }),
    version: before.version + 1,
    setBy: actorOf(caller, body.by).name,
    setAt: now,
  };
  if ((await deps.referrals.savePolicy(policy)) === "conflict") throw facilityChangedByOthers(path.id);
  return referralPolicyView(policy);
}
