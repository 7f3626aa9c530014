import type { Actor } from "../../domain/alerts/alert.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { advanceReferral } from "../../domain/referrals/advance.ts";
import { type ReferralRequest, requestedReferral } from "../../domain/referrals/begin.ts";
import { type EmergencyCall, emergencyCourse } from "../../domain/referrals/call-again.ts";
import type { TransferConsent } from "../../domain/referrals/consent.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { calledAgainAlert } from "../../domain/referrals/referral-alerts.ts";
import { type Snapshot, sealSnapshot, takeSnapshot } from "../../domain/referrals/snapshot.ts";
import { withSnapshot } from "../../domain/referrals/snapshot-marks.ts";
import { isBeforeArrival } from "../../domain/referrals/states.ts";
import { untakenSince } from "../../domain/referrals/untaken.ts";
import type { ReferralCommit } from "../../stores/referral-store.ts";
import type { Deps } from "../shell/deps.ts";
import { alertsAlong } from "./alerts-along.ts";
import { contactPhone } from "./contact-phone.ts";
import { emergencyAgain } from "./emergency-again.ts";
import { ownDeadlines } from "./own-deadlines.ts";
import { bedsAlong } from "./passage-bed.ts";
import { referralChangedByOthers } from "./referral-refusals.ts";
import { snapshotInput } from "./snapshot-input.ts";
import { tellHouses } from "./tell-houses.ts";

const maxTries = 20;

export type BeginDeps = Pick<
  Deps<"request-referral">,
  | "people"
  | "residents"
  | "facilities"
  | "alerts"
  | "watches"
  | "series"
  | "referrals"
  | "referral-steps"
  | "leases"
  | "live"
  | "timer"
  | "log"
  | "now"
  | "newId"
  | "backOff"
>;

export interface Beginning
  extends Omit<ReferralRequest, "id" | "residentId" | "residentName" | "previousId" | "contactPhone"> {
  readonly resident: Resident;
  /** What a person wants although a case is past its arrival: it ends, and a new one begins. */
  readonly anew?: boolean;
  /** When the alert was raised; and where nobody answers it, since when it calls so. */
  readonly alertRaisedAt?: number;
  readonly roundSince?: number;
  /** To the transfer; it is kept in the snapshot. */
  readonly consent?: TransferConsent;
}

export type Begun =
  | { readonly kind: "begun"; readonly referral: Referral }
  /** An open case of the resident became what was asked for, and its desk is called anew; or it was called just so before. */
  | { readonly kind: "again" | "same"; readonly referral: Referral }
  /** An open case stands in the way. */
  | { readonly kind: "open"; readonly referral: Referral };

/**
 * Begins a case, with its snapshot and its alert in one write. A resident has one open case: a second request is answered
 * with the first, unless that one waits for a house from which they moved away, or began at the hospital and nobody takes it. An emergency never is (call-again.ts): it
 * makes an emergency of one that waits, calls the desk of one that is under way anew, and takes the place of one whose
 * person is back, so that what nobody brought to its end never stands in the way.
 */
export async function beginReferral(beginning: Beginning, deps: BeginDeps): Promise<Begun> {
  const { resident, mode, alertId, alertRaisedAt, originId, roundSince } = beginning;
  const call: EmergencyCall = {
    originId,
    ...(alertId !== undefined && { alert: { id: alertId, raisedAt: alertRaisedAt ?? deps.now() } }),
    isAnew: beginning.anew === true,
    ...(roundSince !== undefined && { roundSince }),
  };
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const open = await deps.referrals.findOpen(resident.id);
    if (open !== undefined && open.closedAt === undefined) {
      const isRoutine = mode === "routine";
      if (isRoutine && !makesRoom(open, beginning, deps.now())) return { kind: "open", referral: open };
      const course = isRoutine ? "begin" : emergencyCourse(open, call, deps.now());
      if (course === "ask") return { kind: "open", referral: open };
      if (course === "same") return { kind: "same", referral: open };
      if (course !== "begin") {
        const referral = await emergencyAgain(open, course, beginning, call, deps);
        if (referral !== undefined) return { kind: "again", referral };
        await deps.backOff(attempt);
        continue;
      }
    }
    const begun = await tryToBegin(beginning, open, deps);
    if (begun !== undefined) return { kind: "begun", referral: begun };
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(resident.id);
}

/** Nobody took them back for long, or whoever asked for them does not care for them any more: who asks now goes on. */
function makesRoom(open: Referral, beginning: Beginning, now: number): boolean {
  return isLeftBehind(open, beginning) || untakenSince(open, now) !== undefined;
}

/** Asked for by a house where the person does not live any more, and nobody came of it: whoever cares for them now asks anew. */
function isLeftBehind(open: Referral, { originId, direction }: Pick<Beginning, "originId" | "direction">): boolean {
  return direction === "up" && open.mode === "routine" && isBeforeArrival(open.state) && open.originId !== originId;
}

async function tryToBegin(
  { resident, anew: _, alertRaisedAt: _raisedAt, roundSince: _since, consent, ...asked }: Beginning,
  before: Referral | undefined,
  deps: BeginDeps,
): Promise<Referral | undefined> {
  const now = deps.now();
  const id = deps.newId();
  const houseId = asked.direction === "up" ? asked.originId : asked.destinationId;
  const [phone, ownOf] = await Promise.all([
    contactPhone(houseId, asked.by?.id, deps),
    ownDeadlines([asked.originId, asked.destinationId], deps),
  ]);
  const begun = requestedReferral(
    {
      ...asked,
      id,
      residentId: resident.id,
      residentName: resident.name,
      ...(resident.familyDoctor !== undefined && { isContracted: true as const }),
      ...(phone !== undefined && { contactPhone: phone }),
      ...(before !== undefined && { previousId: before.id }),
    },
    now,
    ownOf,
  );
  const snapshot = await snapshotFor(
    resident.id,
    { ...asked, houseId, ...(consent !== undefined && { consent }) },
    deps,
  );
  const marked =
    snapshot === undefined ? begun.referral : withSnapshot(begun.referral, snapshot, snapshot.occasion === "return");
  // By telephone it is written down by the other house.
  const otherId = asked.direction === "up" ? asked.destinationId : asked.originId;
  const facilityId = asked.phone === undefined ? houseId : otherId;
  const along = await alertsAlong(undefined, marked, now, deps, {
    ...(asked.by !== undefined && { by: asked.by }),
    facilityId,
  });
  const commit: ReferralCommit = {
    ...along,
    step: begun.step,
    ...(snapshot !== undefined && { snapshots: [snapshot] }),
  };
  const begins = { commit, ending: before === undefined ? undefined : await superseded(before, id, now, deps) };
  return write(before, await deskKept(begins, now, deps), deps);
}

async function write(
  before: Referral | undefined,
  { commit, ending }: { readonly commit: ReferralCommit; readonly ending: ReferralCommit | undefined },
  deps: BeginDeps,
): Promise<Referral | undefined> {
  const outcome = await deps.referrals.begin(commit, ending);
  if (outcome !== "begun") return undefined;
  const { referral, raised = [], changed = [], told = [] } = commit;
  deps.log.info("a referral began", { referralId: referral.id, code: referral.mode });
  await Promise.all([
    tellHouses(undefined, referral, [...raised, ...changed, ...told], deps),
    ending === undefined ? undefined : tellHouses(before, ending.referral, ending.changed ?? [], deps),
  ]);
  return referral;
}

/** One house has one open call of a kind for a person: where the case before called it too, that call is for this one now. */
async function deskKept(
  { commit, ending }: { readonly commit: ReferralCommit; readonly ending: ReferralCommit | undefined },
  now: number,
  deps: BeginDeps,
): Promise<{ readonly commit: ReferralCommit; readonly ending: ReferralCommit | undefined }> {
  const closing = (ending?.changed ?? []).filter(({ closedAt }) => closedAt !== undefined);
  let kept = { commit, ending };
  for (const raised of commit.raised ?? []) {
    const same = closing.find(({ kind, facilityId }) => kind === raised.kind && facilityId === raised.facilityId);
    const open = same === undefined ? undefined : await deps.alerts.find(same.id);
    if (open === undefined || kept.ending === undefined) continue;
    const { referral } = kept.commit;
    kept = {
      commit: {
        ...kept.commit,
        referral: {
          ...referral,
          ...(referral.incomingAlertId === raised.id && { incomingAlertId: open.id }),
          ...(referral.askedAlertId === raised.id && { askedAlertId: open.id }),
        },
        raised: (kept.commit.raised ?? []).filter(({ id }) => id !== raised.id),
        changed: [...(kept.commit.changed ?? []), calledAgainAlert(open, now, raised.reason)],
      },
      ending: { ...kept.ending, changed: (kept.ending.changed ?? []).filter(({ id }) => id !== open.id) },
    };
  }
  return kept;
}

/** The case that makes room, with its alerts. */
async function superseded(before: Referral, by: string, now: number, deps: BeginDeps): Promise<ReferralCommit> {
  const ended = advanceReferral(before, { action: "supersede", reason: `→ ${by}` }, now);
  if (ended.kind !== "done") throw referralChangedByOthers(before.id);
  const { referral, beside } = await bedsAlong(before, ended.referral, { action: "supersede" }, now, deps);
  // The alert may be the one from which the new case is called, which tells of that.
  return { ...(await alertsAlong(before, referral, now, deps)), told: [], step: ended.step, beside };
}

/** An emergency does not wait for its papers: what cannot be taken is logged, and is taken later. */
async function snapshotFor(
  residentId: string,
  {
    by,
    alertId,
    mode,
    direction,
    reason,
    consent,
    houseId,
  }: Pick<Beginning, "by" | "alertId" | "mode" | "direction" | "reason" | "consent"> & { readonly houseId: string },
  deps: BeginDeps,
): Promise<Snapshot | undefined> {
  try {
    const input = await snapshotInput(
      {
        id: deps.newId(),
        occasion: direction === "down" ? "return" : "request",
        residentId,
        houseId,
        ...(by !== undefined && { takenBy: by as Actor }),
        ...(alertId !== undefined && { alertIds: [alertId] }),
        told: { ...(reason !== undefined && { situation: reason }), ...(consent !== undefined && { consent }) },
      },
      deps,
    );
    const snapshot = takeSnapshot(input, deps.now());
    return mode === "routine" && direction === "up" ? sealSnapshot(snapshot, deps.now()) : snapshot;
  } catch (error) {
    if (mode === "routine") throw error;
    deps.log.error("the snapshot of an emergency was not taken", { residentId, error });
    return undefined;
  }
}
