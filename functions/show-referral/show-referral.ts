import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { shownReferral } from "../referring/shown-referral.ts";
import { whoComes } from "../referring/who-comes.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** A case with its way, for every house that has a part in it. */
export async function showReferral(
  { path, caller }: HttpInput<(typeof routes)["show-referral"]>,
  deps: Deps<"show-referral">,
): Promise<ReferralDetailView> {
  const referral = await deps.referrals.find(path.id);
  if (referral === undefined) throw unknown("referral", path.id);
  const [shown, { alert }] = await Promise.all([shownReferral(referral, caller, deps), whoComes(referral, deps)]);
  return { ...shown, ...(alert !== undefined && { alert }) };
}
