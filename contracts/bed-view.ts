import type { BedConversion } from "../domain/beds/conversion.ts";
import { stepsFrom } from "../domain/beds/conversion-transitions.ts";
import { familyOrderState } from "../domain/beds/family-order.ts";
import { type BedHold, type BedState, guardAt } from "../domain/beds/guard.ts";
import { type BedMatter, conversionMatter } from "../domain/beds/matters.ts";
import { standingOf } from "../domain/beds/occupancy.ts";
import { hasLeft } from "../domain/beds/step-conversion.ts";
import { type Bed, bedUseOf, type Facility, type FamilyBed, type FamilyBedOrder } from "../domain/model/facility.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { BedOnBoard, ConversionView } from "./http/beds.ts";
import { dateOf, isoTimeOf, timeField } from "./iso-time.ts";
import type { AwayStage } from "./transfer-stage.ts";

/** Names of residents, for those who may read them; absent: nobody is named, nor anything told of them. */
export type NamesSeen = ReadonlyMap<string, string> | undefined;

/** Who is away in a hospital, and whom the cases are about, for those who may read referrals there; absent: nothing of it. */
export type CasesSeen =
  | {
      readonly away: ReadonlyMap<string, { readonly stage: AwayStage; readonly hospital: string }>;
      readonly people: ReadonlyMap<string, string>;
    }
  | undefined;

interface Seen {
  readonly names: NamesSeen;
  readonly cases: CasesSeen;
}

/** A bed of the board. */
export function bedOnBoardView(
  bed: Bed,
  facility: Facility,
  state: BedState,
  conversion: BedConversion | undefined,
  { names, cases }: Seen,
  now: EpochMs,
): BedOnBoard {
  const guard = guardAt(state.guard, now);
  const caseId = guard.kind === "held" ? guard.hold.id : guard.kind === "occupied" ? guard.stayId : undefined;
  const person = cases?.people.get(caseId ?? "");
  return {
    id: bed.id,
    label: bed.label,
    use: bedUseOf(facility, bed),
    ...(bed.convertedFrom !== undefined && { convertedFrom: bed.convertedFrom }),
    standing: standingOf(state, now),
    ...(guard.kind === "occupied" && occupantFields(guard, { names, cases })),
    ...(guard.kind === "held" && { hold: holdView(guard.hold, names !== undefined) }),
    ...(person !== undefined && { person }),
    ...(conversion !== undefined && {
      conversion: { id: conversion.id, to: conversion.to, state: conversion.state },
    }),
    ...(bed.home !== undefined && { home: homeView(bed.home, guard.kind === "occupied", names !== undefined, now) }),
  };
}

function occupantFields(
  { residentId, stayId }: { readonly residentId: string; readonly stayId?: string },
  { names, cases }: Seen,
): Pick<BedOnBoard, "occupant" | "stayId"> {
  if (names === undefined) return {};
  // Who lies there for a referral is known by the case; the record is that of another house.
  if (stayId !== undefined) return { stayId };
  const away = cases?.away.get(residentId);
  return {
    occupant: { residentId, name: names.get(residentId) ?? residentId, ...(away !== undefined && { away }) },
  };
}

/** A hold; who holds the bed and for what reason is personal. */
export function holdView({ id, purpose, until, heldAt, by, note }: BedHold, isPersonalSeen: boolean) {
  return {
    id,
    purpose,
    until: isoTimeOf(until),
    heldAt: isoTimeOf(heldAt),
    ...(isPersonalSeen && { by, ...(note !== undefined && { note }) }),
  };
}

function homeView(home: FamilyBed, isOccupied: boolean, isPersonalSeen: boolean, now: EpochMs) {
  const { address, establishedOn, closed, orders = [] } = home;
  const order = familyOrderState(home, dateOf(now));
  const last = orders.at(-1);
  const open = isOccupied ? ("active" as const) : ("established" as const);
  return {
    state: closed === undefined ? open : ("closed" as const),
    ...(isPersonalSeen && { address }),
    ...(establishedOn !== undefined && { establishedOn }),
    ...(closed !== undefined && { closed: { on: closed.on, reason: closed.reason } }),
    ...(order !== undefined && { order }),
    ...(last !== undefined && { orderUntil: last.until }),
    ...(isPersonalSeen && orders.length > 0 && { orders: orders.toReversed().map(orderView) }),
  };
}

function orderView({ recordedAt, level, ...order }: FamilyBedOrder) {
  return { ...order, ...(level !== undefined && { level }), recordedAt: isoTimeOf(recordedAt) };
}

function waitsView({ what, roles, since, dueAt, owner }: BedMatter) {
  return {
    what,
    roles: [...roles],
    since: isoTimeOf(since),
    ...timeField("dueAt", dueAt),
    ...(owner !== undefined && { owner }),
  };
}

/** A conversion with what can come next. What of it tells of the resident is for those who may read residents. */
export function conversionView(
  conversion: BedConversion,
  facility: Facility,
  bed: BedState,
  names: NamesSeen,
): ConversionView {
  const { id, facilityId, bedId, residentId, from, to, state, approval, period, alarmNote, steps, version } =
    conversion;
  const label = facility.beds.find((each) => each.id === bedId)?.label;
  const isLeft = hasLeft(conversion, bed);
  const isPersonalSeen = names !== undefined;
  const matter = conversionMatter(conversion, isLeft);
  return {
    id,
    facilityId,
    bedId,
    ...(label !== undefined && { bedLabel: label }),
    ...(isPersonalSeen &&
      residentId !== undefined && { resident: { id: residentId, name: names.get(residentId) ?? residentId } }),
    isOfEmptyBed: residentId === undefined,
    from,
    to,
    state,
    ...(approval !== undefined && { approval: approvalView(approval, isPersonalSeen) }),
    ...(period !== undefined && { period: periodView(period) }),
    ...(isPersonalSeen && alarmNote !== undefined && { alarmNote }),
    ...(matter !== undefined && { waits: waitsView(matter) }),
    steps: steps.map(({ at, action, by, reason, reviewAt }) => ({
      at: isoTimeOf(at),
      action,
      by,
      ...(isPersonalSeen && reason !== undefined && { reason }),
      ...timeField("reviewAt", reviewAt),
    })),
    next: stepsFrom(state)
      .filter(({ rule }) => (isLeft ? rule.onlyWhenThere !== true : rule.onlyWhenLeft !== true))
      .map(({ action }) => action),
    residentHasLeft: isLeft,
    version,
  };
}

function approvalView(
  { payer, settlementCutAt, consentBy, reviewAt }: NonNullable<BedConversion["approval"]>,
  isPersonalSeen: boolean,
) {
  return {
    payer: { before: payer.before, after: payer.after },
    settlementCutAt: isoTimeOf(settlementCutAt),
    ...(isPersonalSeen && consentBy !== undefined && { consentBy }),
    ...timeField("reviewAt", reviewAt),
  };
}

function periodView({ from, until }: NonNullable<BedConversion["period"]>) {
  return { from: isoTimeOf(from), ...(until !== undefined && { until: isoTimeOf(until) }) };
}
