import type { ReferralPolicyView } from "../../contracts/http/referrals.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { ReferralPolicy } from "../../domain/referrals/policy.ts";

/** A facility's policy on the green channel, as pages show it. */
export function referralPolicyView({
  facilityId,
  greenChannel,
  version,
  setBy,
  setAt,
}: ReferralPolicy): ReferralPolicyView {
  return {
    facilityId,
    ...(greenChannel !== undefined && { greenChannel }),
    version,
    ...(setBy !== undefined && { setBy }),
    ...(setAt !== undefined && { setAt: isoTimeOf(setAt) }),
  };
}
