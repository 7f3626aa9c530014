import type { Actor } from "../../domain/alerts/alert.ts";
import { houseOf, occasionOf } from "../../domain/referrals/complete-papers.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { type Snapshot, type SnapshotOccasion, sealSnapshot, takeSnapshot } from "../../domain/referrals/snapshot.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import type { ReferralAction } from "../../domain/referrals/transitions.ts";
import type { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { readableOf } from "../shell/read-each.ts";
import { type SnapshotSources, snapshotInput } from "./snapshot-input.ts";

function occasionAt(action: ReferralAction, { state }: Referral): SnapshotOccasion | undefined {
  if (action === "depart") return state === "onward-en-route" ? "onward" : "departure";
  if (action === "transfer-onward" || action === "transfer-urgent") return "onward";
  return action === "ready" ? "return" : undefined;
}

/**
 * What is known of the person when they leave for the hospital, when the next one is asked and they leave for it, and when
 * they are fit to go back. Routine papers of a departure are handed over with it and stay as they are; an emergency's, and those of the way back, are completed first.
 * A snapshot that cannot be taken stops nobody: it is logged.
 */
export async function snapshotWithStep(
  referral: Referral,
  action: ReferralAction,
  { takenBy, reason }: { readonly takenBy: Actor; readonly reason?: string | undefined },
  deps: SnapshotSources & { newId(): string; readonly "referral-steps": Pick<ReferralStepStore, "listSnapshots"> },
): Promise<Snapshot | undefined> {
  const { id, residentId, mode, alertId } = referral;
  const occasion = occasionAt(action, referral);
  if (occasion === undefined) return undefined;
  try {
    const all = readableOf(await deps["referral-steps"].listSnapshots(id), deps.log);
    const before = inOrder(all).at(-1);
    const isLeavingOn = action === "depart" && occasion === "onward";
    const asked = {
      id: deps.newId(),
      occasion,
      takenBy,
      residentId,
      houseId: houseOf(referral, occasion, deps.now()),
      ...(alertId !== undefined && { alertId }),
      ...(before !== undefined && { before }),
      ...(action !== "depart" && occasion === "onward" && reason !== undefined && { told: { situation: reason } }),
      ...(isLeavingOn && before !== undefined && occasionOf(all, before) === "onward" && { isSameWay: true as const }),
    };
    const now = deps.now();
    const snapshot = takeSnapshot(await snapshotInput(asked, deps), now);
    return mode === "routine" && action === "depart" ? sealSnapshot(snapshot, now) : snapshot;
  } catch (error) {
    deps.log.error("the snapshot of a referral was not taken", { referralId: id, error });
    return undefined;
  }
}
