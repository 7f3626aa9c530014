import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { dueAtOf } from "./deadlines.ts";
import { followUpEnd, listedAnew } from "./follow-ups.ts";
import type { Referral, SnapshotMark } from "./referral.ts";
import { isSameValue } from "./same-value.ts";
import { correctSnapshot, editSnapshot, type Snapshot, type StatementsChange, sealSnapshot } from "./snapshot.ts";
import { newestOfChain, rootOf } from "./snapshot-chain.ts";
import type { SnapshotField } from "./snapshot-fields.ts";
import { withSnapshot } from "./snapshot-marks.ts";
import type { ReferralStep } from "./step.ts";

/** What is asked of the papers of a case. */
export interface PapersAsked {
  readonly change: StatementsChange;
  /** What stood there, as whoever changes it saw it, by field; `null`: nothing did. */
  readonly saw?: Readonly<Record<string, unknown>>;
  /** Hands the snapshot over and says that the papers are complete. */
  readonly seal: boolean;
  readonly by: Actor;
  /** For which house they speak. */
  readonly facilityId: string;
  readonly clientAt?: EpochMs;
  /** The id of a snapshot to be, should one be needed. */
  readonly newId: string;
}

export type PapersDone =
  | { readonly kind: "done"; readonly referral: Referral; readonly snapshot: Snapshot; readonly step: ReferralStep }
  /** It says already what is asked. */
  | { readonly kind: "nothing"; readonly snapshot: Snapshot }
  /** These fields say since something that whoever asks did not see. */
  | { readonly kind: "changed-meanwhile"; readonly snapshot: Snapshot; readonly names: readonly SnapshotField[] }
  /** One more would be more than is kept of a case. */
  | { readonly kind: "full" };

/** More corrections are no hand-over, and a case or a snapshot has to fit one row of a table (400 KB). */
const mostSnapshots = 200;
const mostBytes = 300_000;

/**
 * The house whose word a snapshot of a moment is: on the way back, and on that to the next hospital, the hospital's that had
 * the person then; otherwise that of whoever cared for the person.
 */
export function houseOf(referral: Referral, occasion: SnapshotMark["occasion"], takenAt: EpochMs): string {
  const { through = [], destinationId, originId } = referral;
  if (occasion === "onward") return through.findLast(({ askedAt }) => askedAt <= takenAt)?.facilityId ?? destinationId;
  if (occasion !== "return") return originId;
  return through.find(({ leftAt }) => leftAt === undefined || takenAt < leftAt)?.facilityId ?? destinationId;
}

/** The house whose word a snapshot is; of a correction, that of the one that it corrects in the end. */
export function houseOfSnapshot(referral: Referral, snapshots: readonly Snapshot[], snapshot: Snapshot): string {
  const { occasion, takenAt } = rootOf(snapshots, snapshot);
  return houseOf(referral, occasion, takenAt);
}

/** The occasion of a snapshot, or of the one that it corrects in the end. */
export function occasionOf(snapshots: readonly Snapshot[], snapshot: Snapshot): SnapshotMark["occasion"] {
  return rootOf(snapshots, snapshot).occasion;
}

/**
 * Fills in a snapshot, or puts one that stays as it is right by another one: what was handed over, what was taken before
 * another one that was, and all of a case that ended. Whichever of a chain is named, the newest is put right, so that no
 * word of another is lost. The papers that an emergency left for later are complete when somebody says so.
 */
export function completePapers(
  referral: Referral,
  snapshots: readonly Snapshot[],
  named: Snapshot,
  { change, saw = {}, seal, by, facilityId, clientAt, newId }: PapersAsked,
  now: EpochMs,
): PapersDone {
  const stands = newestOfChain(snapshots, named);
  const names = changedMeanwhile(change, saw, named, stands);
  if (names.length > 0) return { kind: "changed-meanwhile", snapshot: stands, names };
  const isKept = staysAsItIs(referral, snapshots, stands);
  const edited = isKept ? "sealed" : editSnapshot(stands, change, by, now);
  const written = edited === "sealed" ? corrected(stands, newId, change, by, now) : edited;
  const after = seal ? sealSnapshot(written, now) : written;
  const { retrospective } = referral;
  const isReturn = occasionOf(snapshots, stands) === "return";
  const isComplete = seal && !isReturn && retrospective !== undefined && retrospective.completedAt === undefined;
  if (isSameValue(after, stands) && !isComplete) return { kind: "nothing", snapshot: stands };
  const isOneMore = after.id !== stands.id;
  if ((isOneMore && referral.snapshots.length >= mostSnapshots) || bytesOf(after) > mostBytes) return { kind: "full" };
  const version = referral.version + 1;
  return {
    kind: "done",
    referral: {
      ...withSnapshot(isReturn ? withFollowUp(referral, after) : referral, after, isReturn),
      ...(isComplete && { retrospective: { ...retrospective, completedAt: now, by } }),
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

/** The stage of the follow-up is over by the first day that the hospital names; by its own deadline where it names none. */
function withFollowUp(referral: Referral, { fields }: Snapshot): Referral {
  const { followUpAt: before, followUps: known = [], ...others } = referral;
  const followUps = listedAnew(known, fields.followUps?.value ?? []);
  const followUpAt = followUpEnd(followUps);
  const after: Referral = {
    ...others,
    ...(followUps.length > 0 && { followUps }),
    ...(followUpAt !== undefined && { followUpAt }),
  };
  const stage = after.stages.at(-1);
  const isMoved = followUpAt !== undefined && followUpAt !== before && after.state === "follow-up-due";
  if (!isMoved || stage === undefined) return after;
  const dueAt = dueAtOf(after, after.state, stage.at);
  return { ...after, stages: [...after.stages.slice(0, -1), { ...stage, ...(dueAt !== undefined && { dueAt }) }] };
}

/** Whether somebody was handed this, or a later one, or the case is over: then it is evidence of what was known. */
function staysAsItIs({ closedAt }: Referral, snapshots: readonly Snapshot[], snapshot: Snapshot): boolean {
  const { takenAt } = snapshot;
  const isLaterHandedOver = snapshots.some((each) => each.takenAt > takenAt && each.sealedAt !== undefined);
  return snapshot.sealedAt !== undefined || closedAt !== undefined || isLaterHandedOver;
}

/**
 * Fields that say something else than whoever changes them saw. What was seen is what they say they saw, else what the
 * snapshot says that they name, which another one has taken the place of.
 */
function changedMeanwhile(
  change: StatementsChange,
  saw: Readonly<Record<string, unknown>>,
  named: Snapshot,
  stands: Snapshot,
): readonly SnapshotField[] {
  return (Object.keys(change) as (keyof StatementsChange)[]).filter((name) => {
    const value = stands.fields[name]?.value;
    if (change[name] === undefined || isSameValue(change[name], value)) return false;
    if (name in saw) return !isSameValue(saw[name], value);
    return stands.id !== named.id && !isSameValue(named.fields[name]?.value, value);
  });
}

function bytesOf(snapshot: Snapshot): number {
  return new TextEncoder().encode(JSON.stringify(snapshot)).length;
}

/** A correction that says nothing new is none. */
function corrected(snapshot: Snapshot, id: string, change: StatementsChange, by: Actor, now: EpochMs): Snapshot {
  const isNew = Object.entries(change).some(
    ([name, value]) => value !== undefined && !isSameValue(value, snapshot.fields[name as SnapshotField]?.value),
  );
  return isNew ? correctSnapshot(snapshot, id, change, by, now) : snapshot;
}
