import { type DutyRole, dutyRoles } from "../../domain/duty/shift.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { occasionOf } from "../../domain/referrals/complete-papers.ts";
import type { PaperParty, PaperStatus, PaperWord, ReferralPapers } from "../../domain/referrals/papers.ts";
import { facilityOf, type Offer, type Referral, type ReferralParty } from "../../domain/referrals/referral.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import type { ReferralState } from "../../domain/referrals/states.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import { standingSteps } from "../../domain/referrals/take-back.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { ReferralStepStore } from "../../stores/referral-step-store.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { noSnapshot } from "./referral-refusals.ts";

export interface PapersDeps {
  readonly referrals: Pick<ReferralStore, "find">;
  readonly "referral-steps": Pick<ReferralStepStore, "list" | "listSnapshots">;
  readonly facilities: Pick<FacilityStore, "find">;
  readonly people: Pick<PersonStore, "find">;
  readonly log: Log;
}

/**
 * The papers of a case as they stand now: `out` of the way to the hospital, `back` of the way home; without a word that on
 * which the case is. Each says what the newest snapshot of its way says.
 */
export async function papersOf(
  id: string,
  kind: "out" | "back" | undefined,
  deps: PapersDeps,
): Promise<ReferralPapers> {
  const referral = await deps.referrals.find(id);
  if (referral === undefined) throw unknown("referral", id);
  const [snapshots, steps] = await Promise.all([
    deps["referral-steps"].listSnapshots(id).then((found) => readableOf(found, deps.log)),
    deps["referral-steps"].list(id).then((found) => standingSteps(readableOf(found, deps.log))),
  ]);
  const wanted = newest(snapshots, referral, kind);
  if (wanted === undefined) throw noSnapshot(id);
  const isBack = occasionOf(snapshots, wanted) === "return";
  const [from, to]: readonly [ReferralParty, ReferralParty] = isBack
    ? ["destination", "return"]
    : ["origin", "destination"];
  const [origin, destination] = await Promise.all([
    partyOf(facilityOf(referral, from), undefined, deps),
    partyOf(facilityOf(referral, to), isBack ? undefined : referral.departmentId, deps),
  ]);
  const [by, received] = await Promise.all([
    referredBy(referral, wanted, steps, origin.facilityId, isBack, deps),
    receivedBy(steps, referral, destination.facilityId, isBack, deps),
  ]);
  const { retrospective } = referral;
  return {
    referralId: id,
    direction: isBack ? "down" : "up",
    mode: isBack ? "routine" : referral.mode,
    status: isBack ? backStatus[referral.state] : statusOf(referral),
    origin,
    destination,
    ...by,
    referredAt: isBack ? wanted.takenAt : referral.requestedAt,
    ...transferredAt(referral, isBack),
    ...received,
    ...(retrospective !== undefined && !isBack && { retrospective: completedWhen(retrospective) }),
    ...words(referral, steps, isBack),
    ...(referral.expectedAt === undefined || isBack ? {} : { expectedAt: referral.expectedAt }),
    snapshot: wanted,
  };
}

/** The last that was taken on a way, as it was put right last. */
function newest(
  snapshots: readonly Snapshot[],
  referral: Referral,
  kind: "out" | "back" | undefined,
): Snapshot | undefined {
  const isBack = (snapshot: Snapshot) => occasionOf(snapshots, snapshot) === "return";
  const all = inOrder(snapshots);
  if (kind !== undefined) return all.findLast((snapshot) => isBack(snapshot) === (kind === "back"));
  return all.findLast((snapshot) => isBack(snapshot) === (houseOfWay(referral) === "back")) ?? all.at(-1);
}

function houseOfWay({ direction, snapshots }: Referral): "out" | "back" {
  return direction === "down" || snapshots.some(({ occasion }) => occasion === "return") ? "back" : "out";
}

const upStatus: Readonly<Record<ReferralState, PaperStatus>> = {
  requested: "requested",
  triaged: "requested",
  accepted: "accepted",
  declined: "rejected",
  "transport-arranged": "accepted",
  "en-route": "in-progress",
  arrived: "in-progress",
  admitted: "in-progress",
  treated: "completed",
  "ready-for-down": "completed",
  "down-accepted": "completed",
  returning: "completed",
  "follow-up-due": "completed",
  closed: "completed",
  cancelled: "cancelled",
  died: "failed",
  elsewhere: "failed",
};

const backStatus: Readonly<Record<ReferralState, PaperStatus>> = {
  ...upStatus,
  arrived: "requested",
  admitted: "requested",
  treated: "requested",
  "ready-for-down": "requested",
  "down-accepted": "accepted",
  returning: "in-progress",
  "follow-up-due": "in-progress",
};

function statusOf({ state }: Referral): PaperStatus {
  return upStatus[state];
}

async function partyOf(
  facilityId: string,
  departmentId: string | undefined,
  { facilities, log }: Pick<PapersDeps, "facilities" | "log">,
): Promise<PaperParty> {
  const facility = await facilities.find(facilityId).catch((error: unknown) => {
    log.error("the facility of a referral cannot be read", { facilityId, error });
    return undefined;
  });
  const department = deskOf(facility, departmentId);
  return {
    facilityId,
    name: facility?.name ?? facilityId,
    ...(department === undefined ? {} : { department: department.name }),
    ...(department?.phone === undefined ? {} : { phone: department.phone }),
  };
}

/** The department that was asked, else the desk that answers for the house. */
function deskOf(facility: Facility | undefined, departmentId: string | undefined) {
  const departments = facility?.departments ?? [];
  return departments.find(({ id }) => id === departmentId) ?? departments.find(({ isReferralDesk }) => isReferralDesk);
}

/** Who asked for this way, which is not whoever filled in its papers; nobody where the house's policy did. */
async function referredBy(
  { id, direction, requestedBy, contactPhone }: Referral,
  { fields }: Snapshot,
  steps: readonly ReferralStep[],
  facilityId: string,
  isBack: boolean,
  deps: Pick<PapersDeps, "people" | "log">,
): Promise<Pick<ReferralPapers, "referredBy">> {
  const isOfRequest = !isBack || direction === "down";
  const person = isOfRequest ? requestedBy : steps.findLast(({ what }) => what === "ready")?.by;
  if (person === undefined) return {};
  const phone = fields.referrer?.value?.phone ?? (isBack ? undefined : contactPhone);
  const role = await roleAt(person.id, facilityId, id, deps);
  return {
    referredBy: { id: person.id, name: person.name, ...(phone !== undefined && { phone }), ...(role && { role }) },
  };
}

/** What somebody is at a house, a doctor before all else. */
async function roleAt(
  personId: string,
  facilityId: string,
  referralId: string,
  { people, log }: Pick<PapersDeps, "people" | "log">,
): Promise<DutyRole | undefined> {
  const person = await people.find(personId).catch((error: unknown) => {
    log.error("who acted in a referral cannot be read", { referralId, error });
    return undefined;
  });
  const held = (person?.roles ?? []).filter((each) => each.facilityId === facilityId).map(({ role }) => role);
  return held.includes("doctor") ? "doctor" : dutyRoles.find((role) => held.includes(role));
}

function completedWhen({
  completedAt,
  by,
}: NonNullable<Referral["retrospective"]>): NonNullable<ReferralPapers["retrospective"]> {
  return { ...(completedAt !== undefined && { completedAt }), ...(by !== undefined && { by: by.name }) };
}

function transferredAt({ stages }: Referral, isBack: boolean): Pick<ReferralPapers, "transferredAt"> {
  const left = stages.findLast(({ state }) => state === (isBack ? "returning" : "en-route"));
  return left === undefined ? {} : { transferredAt: left.at };
}

async function receivedBy(
  steps: readonly ReferralStep[],
  { id }: Referral,
  facilityId: string,
  isBack: boolean,
  deps: Pick<PapersDeps, "people" | "log">,
): Promise<Pick<ReferralPapers, "receivedBy">> {
  const taken = steps.findLast(({ to, from }) => from !== to && to === (isBack ? "follow-up-due" : "arrived"));
  if (taken?.by === undefined || taken.facilityId !== facilityId) return {};
  const role = await roleAt(taken.by.id, facilityId, id, deps);
  return role === "doctor" ? { receivedBy: taken.by.name } : {};
}

/** Steps by which another house is asked: what the one before said counts no longer. */
const asking: readonly ReferralStep["what"][] = ["request", "offer", "substitute", "upgrade", "ready", "offer-down"];

/** What the houses said to the request, the one that was asked last: the approval, and how the person is received. */
function words(
  referral: Referral,
  steps: readonly ReferralStep[],
  isBack: boolean,
): Pick<ReferralPapers, "approval" | "arrangement"> {
  const offer = (isBack ? referral.returnOffers : referral.offers).at(-1);
  const sinceAsked = steps.slice(steps.findLastIndex(({ what }) => asking.includes(what)) + 1);
  const accepted = sinceAsked.findLast(({ from, to }) => from !== to && to === (isBack ? "down-accepted" : "accepted"));
  const arranged = steps.findLast(({ from, to }) => from !== to && to === "transport-arranged");
  return {
    ...approvalOf(offer, accepted),
    ...(arranged === undefined || isBack ? {} : { arrangement: wordOf(arranged) }),
  };
}

function approvalOf(offer: Offer | undefined, step: ReferralStep | undefined): Pick<ReferralPapers, "approval"> {
  if (offer?.answer === "by-agreement")
    return { approval: { by: "转诊协议", at: offer.answeredAt ?? offer.at, text: "绿色通道，按协议直接接收" } };
  return step === undefined ? {} : { approval: wordOf(step) };
}

function wordOf({ by, at, phone, reason }: ReferralStep): PaperWord {
  const said = [reason, phone === undefined ? undefined : `电话确认：${phone.with}${phone.note ?? ""}`];
  const text = said.filter((each) => each !== undefined).join("；");
  return { by: by?.name ?? "系统", at, ...(text === "" ? {} : { text }) };
}
