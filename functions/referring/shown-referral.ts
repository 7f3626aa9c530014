import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import { referralDetailView } from "../../contracts/referral-views.ts";
import type { Caller } from "../../domain/access/caller.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { houseNames } from "./house-names.ts";

type ShowingDeps = Pick<Deps<"show-referral">, "facilities" | "log" | "now"> & {
  readonly "referral-steps": Pick<Deps<"show-referral">["referral-steps"], "list">;
};

/** A case with its steps, as the caller sees it; a step that cannot be read is logged and left out. */
export async function shownReferral(
  referral: Referral,
  caller: Caller,
  deps: ShowingDeps,
): Promise<ReferralDetailView> {
  const [steps, names] = await Promise.all([deps["referral-steps"].list(referral.id), houseNames([referral], deps)]);
  return referralDetailView(referral, readableOf(steps, deps.log), caller, names, deps.now());
}
