import { type DutyRole, dutyRoles } from "../../domain/duty/shift.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { backAtOf } from "../../domain/referrals/expected-arrival.ts";
import type { PaperParty, PaperWord, ReferralPapers } from "../../domain/referrals/papers.ts";
import { type Offer, type Referral, stageOf } from "../../domain/referrals/referral.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { inOrder } from "../../domain/referrals/snapshot-chain.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import { standingSteps } from "../../domain/referrals/take-back.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { ReferralStepStore } from "../../stores/referral-step-store.ts";
import type { ReferralStore } from "../../stores/referral-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { kindOf, type PaperKind, type PaperWay, wayOf } from "./paper-way.ts";
import { receivingArrangement } from "./receiving-arrangement.ts";
import { noSnapshot } from "./referral-refusals.ts";

export interface PapersDeps {
  readonly referrals: Pick<ReferralStore, "find">;
  readonly "referral-steps": Pick<ReferralStepStore, "list" | "listSnapshots">;
  readonly facilities: Pick<FacilityStore, "find">;
  readonly people: Pick<PersonStore, "find">;
  readonly alerts: Pick<AlertStore, "find">;
  readonly log: Log;
}

/**
 * The papers of a case as they stand now: `out` of the way to the hospital, `onward` from it to the next, `back` of the way
 * home; without a word that on which the case is. Each says what the newest snapshot of its way says.
 */
export async function papersOf(id: string, kind: PaperKind | undefined, deps: PapersDeps): Promise<ReferralPapers> {
  const referral = await deps.referrals.find(id);
  if (referral === undefined) throw unknown("referral", id);
  const [snapshots, steps] = await Promise.all([
    deps["referral-steps"].listSnapshots(id).then((found) => readableOf(found, deps.log)),
    deps["referral-steps"].list(id).then((found) => standingSteps(readableOf(found, deps.log))),
  ]);
  const wanted = newest(snapshots, referral, kind);
  if (wanted === undefined) throw noSnapshot(id);
  const way = wayOf(referral, snapshots, wanted);
  const [from, to] = await Promise.all([houseOf(way.fromId, deps), houseOf(way.toId, deps)]);
  const origin = partyOf(way.fromId, from, undefined);
  const destination = partyOf(way.toId, to, way.departmentId);
  const asked = askedBy(way, steps);
  const asks = way.departmentId === undefined ? undefined : destination.department;
  const house = { ...(asks !== undefined && { department: asks }), beds: to?.beds ?? [] };
  const [by, received, arrangement] = await Promise.all([
    referredBy(referral, wanted, way, asked?.by, deps),
    receivedBy(steps, referral, way, deps),
    receivingArrangement(referral, way, steps, house, deps),
  ]);
  const { retrospective } = referral;
  const isLast = way.kind === "onward" || (way.kind === "out" && (referral.through ?? []).length === 0);
  const expectedAt = way.kind === "back" ? backAtOf(referral) : isLast ? referral.expectedAt : undefined;
  return {
    referralId: id,
    direction: way.kind === "back" ? "down" : "up",
    mode: way.mode,
    status: way.status,
    ...standingOf(referral, way, steps),
    origin,
    destination,
    ...by,
    referredAt:
      way.kind === "back" ? wanted.takenAt : way.kind === "out" ? referral.requestedAt : (asked?.at ?? wanted.takenAt),
    ...transferredAt(referral, way),
    ...received,
    ...(retrospective !== undefined && way.kind === "out" && { retrospective: completedWhen(retrospective) }),
    ...words(way, steps),
    ...(arrangement !== undefined && { arrangement }),
    ...(expectedAt !== undefined && { expectedAt }),
    ...pressingOf(referral, way.kind !== "back", isLast),
    snapshot: wanted,
  };
}

/** How soon they have to be seen where the case stands, and whether before others, which is so on every way to a hospital. */
function pressingOf(
  { mode, urgency, isContracted }: Referral,
  isUp: boolean,
  isLast: boolean,
): Pick<ReferralPapers, "urgency" | "isContracted"> {
  return {
    ...(isLast && mode === "routine" && urgency !== undefined && { urgency }),
    ...(isUp && isContracted === true && { isContracted }),
  };
}

/** Since when, and why where it did not come about: the house that declined says so, else whoever ended the case or last wrote where they are. */
function standingOf(
  referral: Referral,
  { status, offer }: PaperWay,
  steps: readonly ReferralStep[],
): Pick<ReferralPapers, "statusAt" | "statusReason" | "isOnHold"> {
  const { state, endReason } = referral;
  const isRefused = status === "rejected" || status === "cancelled" || status === "failed";
  const said = steps.findLast(({ from, to }) => from !== to && to === state)?.reason;
  const why = status === "rejected" ? offer?.reason : (endReason ?? said);
  return {
    statusAt: stageOf(referral).at,
    ...(isRefused && why !== undefined && { statusReason: why }),
    ...(status === "failed" && state === "away" && { isOnHold: true }),
  };
}

/** The last that was taken on a way, as it was put right last. */
function newest(snapshots: readonly Snapshot[], referral: Referral, kind: PaperKind | undefined): Snapshot | undefined {
  const all = inOrder(snapshots);
  const of = (wanted: PaperKind) => all.findLast((snapshot) => kindOf(snapshots, snapshot) === wanted);
  return kind === undefined ? (of(wayNow(referral)) ?? all.at(-1)) : of(kind);
}

/** The last way that was begun. */
function wayNow({ direction, snapshots }: Referral): PaperKind {
  const last = snapshots.findLast(({ occasion }) => occasion === "return" || occasion === "onward")?.occasion;
  if (last === "onward") return "onward";
  return direction === "down" || last === "return" ? "back" : "out";
}

/** The step by which this way was asked for first. */
function askedBy({ kind }: PaperWay, steps: readonly ReferralStep[]): ReferralStep | undefined {
  if (kind === "back") return steps.findLast(({ what }) => what === "ready");
  if (kind === "out") return undefined;
  return steps.findLast(({ what }) => what === "transfer-onward" || what === "transfer-urgent");
}

async function houseOf(
  facilityId: string,
  { facilities, log }: Pick<PapersDeps, "facilities" | "log">,
): Promise<Facility | undefined> {
  return facilities.find(facilityId).catch((error: unknown) => {
    log.error("the facility of a referral cannot be read", { facilityId, error });
    return undefined;
  });
}

function partyOf(facilityId: string, facility: Facility | undefined, departmentId: string | undefined): PaperParty {
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
  { kind, fromId }: PaperWay,
  asker: ReferralStep["by"],
  deps: Pick<PapersDeps, "people" | "log">,
): Promise<Pick<ReferralPapers, "referredBy">> {
  const isOfRequest = kind === "out" || (kind === "back" && direction === "down");
  const person = isOfRequest ? requestedBy : asker;
  if (person === undefined) return {};
  const phone = fields.referrer?.value?.phone ?? (kind === "out" ? contactPhone : undefined);
  const role = await roleAt(person.id, fromId, id, deps);
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

function transferredAt({ stages }: Referral, { leftIn }: PaperWay): Pick<ReferralPapers, "transferredAt"> {
  const left = stages.findLast(({ state }) => state === leftIn);
  return left === undefined ? {} : { transferredAt: left.at };
}

async function receivedBy(
  steps: readonly ReferralStep[],
  { id }: Referral,
  { cameIn, toId }: PaperWay,
  deps: Pick<PapersDeps, "people" | "log">,
): Promise<Pick<ReferralPapers, "receivedBy">> {
  const taken = steps.findLast(
    ({ to, from, facilityId }) => from !== to && to === cameIn && (cameIn !== "arrived" || facilityId === toId),
  );
  if (taken?.by === undefined || taken.facilityId !== toId) return {};
  const role = await roleAt(taken.by.id, toId, id, deps);
  return role === "doctor" ? { receivedBy: taken.by.name } : {};
}

/** What the houses said: the approval of the one that was asked last, and how the person is brought there. */
function words(
  { kind, offer, askedBy: asking, acceptedIn }: PaperWay,
  steps: readonly ReferralStep[],
): Pick<ReferralPapers, "approval" | "transport"> {
  const end =
    kind === "out" ? steps.findIndex(({ what }) => what === "transfer-onward" || what === "transfer-urgent") : -1;
  const ofWay = end < 0 ? steps : steps.slice(0, end);
  const sinceAsked = ofWay.slice(ofWay.findLastIndex(({ what }) => asking.includes(what)) + 1);
  const accepted = sinceAsked.findLast(({ from, to }) => from !== to && to === acceptedIn);
  const arranged = steps.findLast(({ from, to }) => from !== to && to === "transport-arranged");
  return {
    ...approvalOf(offer, accepted),
    ...(arranged === undefined || kind !== "out" ? {} : { transport: wordOf(arranged) }),
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
