import type { Referral } from "../../domain/referrals/referral.ts";
import { transitionOf } from "../../domain/referrals/transitions.ts";
import type { Discharge } from "../../domain/register/discharge.ts";
import type { Deps } from "../shell/deps.ts";
import { takeStep } from "./take-step.ts";

/**
 * What the end of somebody's care means for their open referral: who died is expected nowhere; one that has not begun to
 * move is cancelled, one that is on the way back is closed. Who is on the way to a hospital or lies there stays on its
 * board; so does who is awaited there and discharged to a hospital before anybody recorded that they left. Asked again it does
 * what is still to be done.
 */
export async function endReferral(
  residentId: string,
  { reason, by, byId }: Pick<Discharge, "reason" | "by" | "byId">,
  deps: Deps<"discharge-resident">,
): Promise<void> {
  const open = await deps.referrals.findOpen(residentId);
  const action = reason === "deceased" ? "died" : "discharge";
  if (open === undefined || (reason === "hospital" && isAwaited(open))) return;
  const transition = transitionOf(open.state, action, open.mode);
  if (transition.kind !== "to" || transition.state === open.state) return;
  await takeStep(open.id, () => ({ action, by: { id: byId, name: by }, facilityId: open.originId }), deps);
}

/** A hospital has accepted them, or the agreement has. */
function isAwaited({ state }: Referral): boolean {
  return state === "accepted" || state === "transport-arranged";
}
