import type { Actor } from "../../domain/alerts/alert.ts";
import { type EmergencyCall, emergencyCourse, newestAlertsOf } from "../../domain/referrals/call-again.ts";
import { houseOf } from "../../domain/referrals/complete-papers.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { type Snapshot, takeSnapshot } from "../../domain/referrals/snapshot.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import { readableOf } from "../shell/read-each.ts";
import type { BeginDeps, Beginning } from "./begin-referral.ts";
import { snapshotInput } from "./snapshot-input.ts";
import { takeStep } from "./take-step.ts";

/**
 * Writes a further emergency into the open case: what waits becomes an emergency, and what is one already gets a row, the
 * alert, a snapshot of how the person is now, and the desk is called anew. Undefined: the case went on meanwhile, and what
 * is to be done has to be judged again.
 */
export async function emergencyAgain(
  open: Referral,
  course: "upgrade" | "call-again",
  beginning: Beginning,
  call: EmergencyCall,
  deps: BeginDeps,
): Promise<Referral | undefined> {
  const { by, clientAt, destinationId, originId, departmentId, centre, alertId, reason, expectedAt } = beginning;
  const asked = {
    action: course,
    facilityId: originId,
    ...(course === "upgrade" && open.originId === originId && { toFacilityId: destinationId }),
    ...(alertId !== undefined && { alertId }),
    ...(by !== undefined && { by }),
    ...(clientAt !== undefined && { clientAt }),
    ...(departmentId !== undefined && { departmentId }),
    ...(centre !== undefined && { centre }),
    ...(reason !== undefined && { reason }),
    ...(expectedAt !== undefined && { expectedAt }),
  };
  const { referral, isChanged } = await takeStep(
    open.id,
    (stored, now) => (emergencyCourse(stored, call, now) === course ? asked : undefined),
    deps,
    (after) => snapshotNow(after, course, beginning, deps),
  );
  return isChanged ? referral : undefined;
}

/**
 * How the person is now, with what people said before; why they were to come before it became an emergency is not why they
 * come. An emergency does not wait for what cannot be taken.
 */
async function snapshotNow(
  referral: Referral,
  course: "upgrade" | "call-again",
  { by, alertId, reason, consent }: Beginning,
  deps: BeginDeps,
): Promise<readonly Snapshot[]> {
  const { id, residentId } = referral;
  const situation = reason ?? (course === "upgrade" && alertId !== undefined ? null : undefined);
  try {
    const before = inOrder(readableOf(await deps["referral-steps"].listSnapshots(id), deps.log)).at(-1);
    const input = await snapshotInput(
      {
        id: deps.newId(),
        occasion: "request",
        residentId,
        houseId: houseOf(referral, "request", deps.now()),
        ...(by !== undefined && { takenBy: by as Actor }),
        alertIds: newestAlertsOf(referral),
        ...(before !== undefined && { before }),
        told: { ...(situation !== undefined && { situation }), ...(consent !== undefined && { consent }) },
      },
      deps,
    );
    return [takeSnapshot(input, deps.now())];
  } catch (error) {
    deps.log.error("the snapshot of an emergency was not taken", { residentId, error });
    return [];
  }
}
