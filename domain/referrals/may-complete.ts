import type { Caller } from "../access/caller.ts";
import { mayDo } from "../access/decide.ts";
import { houseOfSnapshot, occasionOf } from "./complete-papers.ts";
import type { Referral } from "./referral.ts";
import type { Snapshot } from "./snapshot.ts";
import type { SnapshotField } from "./snapshot-fields.ts";

/**
 * What whoever called from the bedside may say afterwards, though completing the papers is not theirs: what they saw and did,
 * and how the person gets about. No diagnosis, no medicine, no consent; and the hand-over itself is another's to make.
 */
export const callersFields = ["situation", "treatment", "mobility"] as const satisfies readonly SnapshotField[];

/**
 * How much of a snapshot somebody may complete: all of it whoever may at the house whose word it is; what they saw whoever
 * began the case from that house, until it was handed over; in an emergency until somebody says that its papers are complete.
 */
export function mayComplete(
  caller: Caller,
  referral: Referral,
  snapshots: readonly Snapshot[],
  snapshot: Snapshot,
): "all" | "what-they-saw" | "nothing" {
  const subject = { kind: "facility", facilityId: houseOfSnapshot(referral, snapshots, snapshot) } as const;
  if (mayDo(caller, "referral.confirm", subject)) return "all";
  const occasion = occasionOf(snapshots, snapshot);
  const isCaller = caller.kind === "person" && caller.person.id === referral.requestedBy?.id;
  const isOpen = snapshot.sealedAt === undefined || isStillToComplete(referral);
  const isOfTheirs = (occasion === "request" || occasion === "departure") && isOpen;
  return isCaller && isOfTheirs && mayDo(caller, "referral.handle", subject) ? "what-they-saw" : "nothing";
}

/** An emergency came to the hospital before its papers: they are completed beside what was handed over. */
function isStillToComplete({ retrospective, closedAt }: Referral): boolean {
  return retrospective !== undefined && retrospective.completedAt === undefined && closedAt === undefined;
}
