import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { partiesOf } from "../../domain/referrals/referral.ts";
import type { Deps } from "../shell/deps.ts";
import { type Beginning, type Begun, beginReferral } from "./begin-referral.ts";
import { referralOpen } from "./referral-refusals.ts";
import { shownReferral } from "./shown-referral.ts";

/** Begins a case in somebody's name and shows it; another that is open is named only to who may see it. */
export async function requested(
  beginning: Beginning,
  caller: Caller,
  deps: Deps<"call-green-channel">,
): Promise<ReferralDetailView> {
  const begun = await beginReferral(beginning, deps);
  if (begun.kind === "open") throw standingInTheWay(begun, caller);
  return shownReferral(begun.referral, caller, deps);
}

function standingInTheWay({ referral }: Begun, caller: Caller): Error {
  const isTheirs = mayDo(caller, "referral.read", { kind: "referral", facilityIds: partiesOf(referral) });
  return referralOpen(referral.residentId, isTheirs ? referral.id : undefined);
}
