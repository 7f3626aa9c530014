import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { facilityOf, type Referral, type SnapshotMark } from "./referral.ts";
import { correctSnapshot, editSnapshot, type Snapshot, type StatementsChange, sealSnapshot } from "./snapshot.ts";
import type { ReferralStep } from "./step.ts";

/** What is asked of the papers of a case. */
export interface PapersAsked {
  readonly change: StatementsChange;
  /** Hands the snapshot over and says that the papers are complete. */
  readonly seal: boolean;
  readonly by: Actor;
  /** For which house they speak. */
  readonly facilityId: string;
  readonly clientAt?: EpochMs;
  /** The id of a snapshot to be, should one be needed. */
  readonly newId: string;
}

export interface PapersDone {
  readonly referral: Referral;
  readonly snapshot: Snapshot;
  readonly step: ReferralStep;
}

/** The house whose word a snapshot is: the hospital's on the way back, otherwise that of whoever cared for the person. */
export function houseOf(referral: Referral, occasion: SnapshotMark["occasion"]): string {
  return facilityOf(referral, occasion === "return" ? "destination" : "origin");
}

/** The occasion of a snapshot, or of the one that it corrects in the end. */
export function occasionOf(snapshots: readonly Snapshot[], snapshot: Snapshot): SnapshotMark["occasion"] {
  const corrected = snapshots.find(({ id }) => id === snapshot.corrects);
  return corrected === undefined ? snapshot.occasion : occasionOf(snapshots, corrected);
}

/**
 * Fills in a snapshot, or puts one that was handed over right by another one. The papers that an emergency left for later
 * are complete when one of them is handed over. `undefined`: it says already what is asked.
 */
export function completePapers(
  referral: Referral,
  snapshot: Snapshot,
  { change, seal, by, facilityId, clientAt, newId }: PapersAsked,
  now: EpochMs,
): PapersDone | undefined {
  const edited = editSnapshot(snapshot, change, by, now);
  const written = edited === "sealed" ? corrected(snapshot, newId, change, by, now) : edited;
  const after = seal ? sealSnapshot(written, now) : written;
  if (JSON.stringify(after) === JSON.stringify(snapshot)) return undefined;
  const version = referral.version + 1;
  const { retrospective } = referral;
  const isComplete =
    after.sealedAt !== undefined && retrospective !== undefined && retrospective.completedAt === undefined;
  return {
    referral: {
      ...referral,
      snapshots: marked(referral.snapshots, after),
      ...(isComplete && { retrospective: { completedAt: now, by } }),
      version,
    },
    snapshot: after,
    step: {
      referralId: referral.id,
      version,
      at: now,
      ...(clientAt !== undefined && { clientAt }),
      what: "papers",
      from: referral.state,
      to: referral.state,
      by,
      facilityId,
    },
  };
}

/** A correction that says nothing new is none. */
function corrected(snapshot: Snapshot, id: string, change: StatementsChange, by: Actor, now: EpochMs): Snapshot {
  const correction = correctSnapshot(snapshot, id, change, by, now);
  return JSON.stringify(correction.fields) === JSON.stringify(snapshot.fields) ? snapshot : correction;
}

function marked(
  marks: readonly SnapshotMark[],
  { id, occasion, takenAt, sealedAt }: Snapshot,
): readonly SnapshotMark[] {
  const mark = { id, occasion, takenAt, ...(sealedAt !== undefined && { sealedAt }) };
  const isKnown = marks.some((each) => each.id === id);
  return isKnown ? marks.map((each) => (each.id === id ? mark : each)) : [...marks, mark];
}
