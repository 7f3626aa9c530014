import type { Actor } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { newestAlertsOf } from "../../domain/referrals/call-again.ts";
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
  return action === "ready" || action === "treat" ? "return" : undefined;
}

/** Whose papers are handed over with a step, at the latest: those with which somebody comes to a hospital, or leaves it. */
function handedOverBy(action: ReferralAction): readonly SnapshotOccasion[] {
  if (action === "arrive" || action === "arrive-elsewhere") return ["request", "departure", "onward"];
  return action === "depart-back" || action === "receive-back" ? ["return"] : [];
}

/** As many as one write takes; what was taken before one that was handed over stays as it is anyway. */
const mostSealed = 4;

/** The newest of them that nobody has handed over yet, sealed. */
function handedOverNow(
  all: readonly Snapshot[],
  occasions: readonly SnapshotOccasion[],
  now: EpochMs,
): readonly Snapshot[] {
  const open = inOrder(all).filter(
    (each) => each.sealedAt === undefined && each.corrects === undefined && occasions.includes(each.occasion),
  );
  return open.slice(-mostSealed).map((each) => sealSnapshot(each, now));
}

/**
 * What is known of the person when they leave for the hospital, when the next one is asked and they leave for it, and when
 * they are fit to go back. Routine papers of a departure are handed over with it and stay as they are; an emergency's are by the arrival, those
 * of the way back by the departure from the hospital: what somebody says later is a correction beside them.
 * A snapshot that cannot be taken stops nobody: it is logged.
 */
export async function snapshotsWithStep(
  referral: Referral,
  action: ReferralAction,
  { takenBy, reason }: { readonly takenBy: Actor; readonly reason?: string | undefined },
  deps: SnapshotSources & { newId(): string; readonly "referral-steps": Pick<ReferralStepStore, "listSnapshots"> },
): Promise<readonly Snapshot[]> {
  const { id, residentId, mode } = referral;
  const occasion = occasionAt(action, referral);
  const handedOver = handedOverBy(action);
  if (occasion === undefined && handedOver.length === 0) return [];
  try {
    const all = readableOf(await deps["referral-steps"].listSnapshots(id), deps.log);
    if (occasion === undefined) return handedOverNow(all, handedOver, deps.now());
    const before = inOrder(all).at(-1);
    const isLeavingOn = action === "depart" && occasion === "onward";
    const isSameWay =
      before !== undefined && (isLeavingOn || occasion === "return") && occasionOf(all, before) === occasion;
    const asked = {
      id: deps.newId(),
      occasion,
      takenBy,
      residentId,
      houseId: houseOf(referral, occasion, deps.now()),
      alertIds: newestAlertsOf(referral),
      ...(before !== undefined && { before }),
      ...(action !== "depart" && occasion === "onward" && reason !== undefined && { told: { situation: reason } }),
      ...(isSameWay && { isSameWay: true as const }),
    };
    const now = deps.now();
    const snapshot = takeSnapshot(await snapshotInput(asked, deps), now);
    return [mode === "routine" && action === "depart" ? sealSnapshot(snapshot, now) : snapshot];
  } catch (error) {
    deps.log.error("the snapshot of a referral was not taken", { referralId: id, error });
    return [];
  }
}
