import type { Caller } from "../domain/access/caller.ts";
import type { Actor } from "../domain/alerts/alert.ts";
import type { BedPlace } from "../domain/beds/guard.ts";
import type { Facility } from "../domain/model/facility.ts";
import type { EpochMs } from "../domain/model/time.ts";
import { alertsOf } from "../domain/referrals/call-again.ts";
import { lateParty } from "../domain/referrals/deadlines.ts";
import { deskPhone } from "../domain/referrals/desk-phone.ts";
import { backAtOf } from "../domain/referrals/expected-arrival.ts";
import { isLate } from "../domain/referrals/figures.ts";
import { possibleSteps } from "../domain/referrals/may-take.ts";
import { papersDueAt } from "../domain/referrals/papers-due.ts";
import { type Offer, type Referral, type Stage, stageOf } from "../domain/referrals/referral.ts";
import { alwaysInLetter } from "../domain/referrals/return-lists.ts";
import { isOnTheWayBack } from "../domain/referrals/states.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import { mayTakeBack, takenBackUntil } from "../domain/referrals/take-back.ts";
import { untakenSince } from "../domain/referrals/untaken.ts";
import { checklistView, clockViews, minutesOf } from "./case-clock-views.ts";
import { closedHouses } from "./closed-houses.ts";
import type { ReferralDetailView, ReferralView } from "./http/referrals.ts";
import { isoTimeOf, timeField } from "./iso-time.ts";
import { referralStateTitle, referralStepTitles } from "./referral-words.ts";

/** The names, telephones and beds of houses by their ids; one that is not known is called by its id. */
export type HouseNames = ReadonlyMap<
  string,
  Pick<Facility, "name" | "departments"> & Partial<Pick<Facility, "beds" | "closures">>
>;

/** A referral in a list. */
export function referralView(referral: Referral, names: HouseNames, now: EpochMs): ReferralView {
  const { id, residentId, residentName, direction, mode, state, originId, destinationId, returnId } = referral;
  const { at, dueAt } = stageOf(referral);
  const waitsFor = referral.closedAt === undefined ? lateParty(referral) : undefined;
  return {
    id,
    residentId,
    residentName,
    direction,
    mode,
    state,
    stateTitle: referralStateTitle(state, mode),
    origin: houseOf(originId, names),
    destination: houseOf(destinationId, names),
    ...throughView(referral, names),
    ...(returnId !== undefined && { return: houseOf(returnId, names) }),
    ...given("departmentId", referral.departmentId),
    ...given("alertId", referral.alertId),
    ...given("visitId", referral.visitId),
    ...(referral.calledAgain !== undefined && { alertIds: [...alertsOf(referral)] }),
    ...given("previousId", referral.previousId),
    ...given("centre", referral.centre),
    ...given("urgency", referral.mode === "routine" ? referral.urgency : undefined),
    ...given("isContracted", referral.isContracted),
    ...given("reason", referral.through?.at(-1)?.reason ?? referral.reason),
    requestedAt: isoTimeOf(referral.requestedAt),
    ...(referral.requestedBy !== undefined && { requestedBy: personOf(referral.requestedBy) }),
    ...given("contactPhone", senderPhone(referral, names)),
    ...given("receiverPhone", receiverPhone(referral, names)),
    byPolicy: referral.requestedBy === undefined,
    since: isoTimeOf(at),
    ...timeField("dueAt", dueAt),
    ...given("waitsFor", waitsFor),
    isLate: isLate(referral, now),
    ...timeField("untakenSince", untakenSince(referral, now)),
    ...timesView(referral),
    ...bedViews(referral, names),
    ...(referral.retrospective !== undefined && {
      retrospective: {
        ...timeField("dueAt", papersDueAt(referral)),
        ...timeField("completedAt", referral.retrospective.completedAt),
        ...(referral.retrospective.by !== undefined && { by: personOf(referral.retrospective.by) }),
      },
    }),
    ...letterView(referral),
    ...closedHouses(referral, names, now),
    ...timeField("closedAt", referral.closedAt),
    ...given("endReason", referral.endReason),
    version: referral.version,
  };
}

/** When they are to come, and to come home again. */
function timesView(referral: Referral): Pick<ReferralView, "expectedAt" | "backAt"> {
  const backAt = backAtOf(referral);
  const isOfBack = referral.backAt === undefined && backAt !== undefined;
  return { ...(!isOfBack && timeField("expectedAt", referral.expectedAt)), ...timeField("backAt", backAt) };
}

/** What the hospital's letter lacks from when they are free to go back; all of it where nobody began it. */
function letterView({ state, letterLacks, snapshots }: Referral): Pick<ReferralView, "letterLacks"> {
  if (state !== "ready-for-down" && !isOnTheWayBack(state)) return {};
  const isBegun = snapshots.some(({ occasion }) => occasion === "return");
  const lacks = letterLacks ?? (isBegun ? [] : alwaysInLetter);
  return lacks.length === 0 ? {} : { letterLacks: [...lacks] };
}

/** Which bed they have or are to have, and else what became of the one before. */
function bedViews({ bed, lostBed }: Referral, names: HouseNames): Pick<ReferralView, "bed" | "lostBed"> {
  if (bed !== undefined) return { bed: { ...bed, ...labelOf(bed, names), until: isoTimeOf(bed.until) } };
  return lostBed === undefined
    ? {}
    : { lostBed: { ...lostBed, ...labelOf(lostBed, names), at: isoTimeOf(lostBed.at) } };
}

function labelOf({ facilityId, bedId }: BedPlace, names: HouseNames): { readonly label?: string } {
  return given("label", names.get(facilityId)?.beds?.find(({ id }) => id === bedId)?.label);
}

function throughView({ through = [] }: Referral, names: HouseNames): Pick<ReferralView, "through"> {
  if (through.length === 0) return {};
  return {
    through: through.map(({ facilityId, arrivedAt, askedAt, leftAt }) => ({
      facility: houseOf(facilityId, names),
      ...timeField("arrivedAt", arrivedAt),
      askedAt: isoTimeOf(askedAt),
      ...timeField("leftAt", leftAt),
    })),
  };
}

/** A referral whole, with what the caller can do with it now. */
export function referralDetailView(
  referral: Referral,
  steps: readonly ReferralStep[],
  caller: Caller,
  names: HouseNames,
  now: EpochMs,
): ReferralDetailView {
  return {
    ...referralView(referral, names, now),
    stages: referral.stages.map((stage) => stageView(stage, referral, now)),
    offers: referral.offers.map((offer) => offerView(offer, names)),
    returnOffers: referral.returnOffers.map((offer) => offerView(offer, names)),
    timePoints: referral.timePoints.map(({ code, at, recordedAt, by, facilityId, reason, isUndone }) => ({
      code,
      at: isoTimeOf(at),
      recordedAt: isoTimeOf(recordedAt),
      by: personOf(by),
      facilityId,
      ...given("reason", reason),
      ...given("isUndone", isUndone),
    })),
    clocks: clockViews(referral, now),
    checklist: checklistView(referral),
    snapshots: referral.snapshots.map(({ id, occasion, takenAt, sealedAt }) => ({
      id,
      occasion,
      takenAt: isoTimeOf(takenAt),
      ...timeField("sealedAt", sealedAt),
    })),
    ...(referral.followUps !== undefined && {
      followUps: referral.followUps.map(({ done, ...item }) => ({
        ...item,
        ...(done !== undefined && { done: { ...done, at: isoTimeOf(done.at), by: personOf(done.by) } }),
      })),
    }),
    steps: steps.map((step) => stepView(step, names)),
    can: possibleSteps(caller, referral).map(({ action, facilityId, byPhone }) => ({
      do: action,
      as: facilityId,
      byPhone,
    })),
    ...takeBackView(referral, caller, now),
  };
}

function takeBackView(referral: Referral, caller: Caller, now: EpochMs): Pick<ReferralDetailView, "takeBack"> {
  const standing = mayTakeBack(caller, referral);
  const until = takenBackUntil(referral);
  const { last } = referral;
  if (standing === undefined || last === undefined || until === undefined || until < now) return {};
  return {
    takeBack: {
      what: last.action,
      title: referralStepTitles[last.action],
      until: isoTimeOf(until),
      needsReason: standing.needsReason,
    },
  };
}

function stageView({ state, at, dueAt, leftAt, mode }: Stage, { closedAt }: Referral, now: EpochMs) {
  const until = leftAt ?? closedAt ?? now;
  return {
    state,
    at: isoTimeOf(at),
    ...timeField("dueAt", dueAt),
    ...timeField("leftAt", leftAt),
    ...given("mode", mode),
    isLate: dueAt !== undefined && until > dueAt,
  };
}

function offerView({ facilityId, departmentId, at, answer, answeredAt, reason }: Offer, names: HouseNames) {
  return {
    facility: houseOf(facilityId, names),
    ...given("departmentId", departmentId),
    at: isoTimeOf(at),
    ...given("answer", answer),
    ...timeField("answeredAt", answeredAt),
    ...given("reason", reason),
  };
}

function stepView(step: ReferralStep, names: HouseNames): ReferralDetailView["steps"][number] {
  const { version, at, clientAt, what, from, to, by, facilityId, party, phone, reason, offeredTo, point, pointAt } =
    step;
  return {
    version,
    at: isoTimeOf(at),
    ...timeField("clientAt", clientAt),
    what,
    title: referralStepTitles[what],
    ...given("from", from),
    to,
    ...(by !== undefined && { by: personOf(by) }),
    ...(facilityId !== undefined && { facility: houseOf(facilityId, names) }),
    ...given("party", party),
    ...(phone !== undefined && { phone: { with: phone.with, ...given("note", phone.note) } }),
    ...(step.letterLacks !== undefined && { letterLacks: [...step.letterLacks] }),
    ...given("reason", reason),
    ...(offeredTo !== undefined && { offeredTo: houseOf(offeredTo, names) }),
    ...given("alertId", step.alertId),
    ...given("owner", step.owner),
    ...given("bedLost", step.bedLost),
    ...(step.bed !== undefined && {
      bed: {
        bedId: step.bed.bedId,
        ...labelOf({ facilityId: facilityId ?? "", bedId: step.bed.bedId }, names),
        became: step.bed.became,
        ...timeField("until", step.bed.until),
      },
    }),
    ...given("point", point),
    ...timeField("pointAt", pointAt),
    ...given("isUndone", step.isUndone),
    ...given("centre", step.centre),
    ...given("urgency", step.urgency),
    ...given("followUp", step.followUp),
    ...(step.takesBack !== undefined && {
      takesBack: {
        what: step.takesBack.action,
        title: referralStepTitles[step.takesBack.action],
        version: step.takesBack.version,
      },
    }),
    ...(step.lateMs !== undefined && { lateMinutes: minutesOf(step.lateMs) }),
  };
}

function houseOf(id: string, names: HouseNames) {
  return { id, name: names.get(id)?.name ?? id };
}

/** Where whoever sent the person can be asked back: the hospital that had them last, else the house that began. */
function senderPhone({ through, contactPhone }: Referral, names: HouseNames): string | undefined {
  const last = through?.at(-1);
  if (last === undefined) return contactPhone;
  return deskPhone(names.get(last.facilityId)?.departments, last.departmentId) ?? contactPhone;
}

/** Where whoever is to take the person in can be called. */
function receiverPhone(
  { direction, destinationId, originId, returnId, departmentId, through = [] }: Referral,
  names: HouseNames,
): string | undefined {
  if (direction === "up" || through.length > 0) return deskPhone(names.get(destinationId)?.departments, departmentId);
  return deskPhone(names.get(returnId ?? originId)?.departments);
}

function personOf({ id, name }: Actor) {
  return { id, name };
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [K in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]: Value });
}
