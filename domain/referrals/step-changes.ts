import type { EpochMs } from "../model/time.ts";
import { answered } from "./answered.ts";
import { followUpEnd, followUpMeant, ticked } from "./follow-ups.ts";
import { sentOn, stayed } from "./onward.ts";
import type { Offer, Referral } from "./referral.ts";
import { isHomeward } from "./states.ts";
import type { StepAsked } from "./step-asked.ts";
import type { ReferralAction } from "./transitions.ts";

type Changes = (before: Referral, asked: StepAsked, now: EpochMs) => Partial<Referral>;

const expected: Changes = (_before, { expectedAt }) => (expectedAt === undefined ? {} : { expectedAt });
const expectedBack: Changes = (_before, { expectedAt }) => (expectedAt === undefined ? {} : { backAt: expectedAt });
/** Which department and which centre it is for, where somebody says so later than at the beginning. */
const sortedInto: Changes = (_before, { departmentId, centre }) => ({
  ...(departmentId !== undefined && { departmentId }),
  ...(typeof centre === "string" && { centre }),
});
const asksAnother: Changes = (before, asked, now) => ({
  ...sentTo(asked.toFacilityId ?? before.destinationId, before, asked, now),
  ...expected(before, asked, now),
});
const asksToTakeBack: Changes = (before, asked, now) => ({
  ...returnTo(asked.toFacilityId, before, now),
  ...expectedBack(before, asked, now),
});

/** What a step changes beside where the case stands; of most it is nothing. */
export function changesBy(before: Referral, asked: StepAsked, now: EpochMs): Partial<Referral> {
  return changesOf[asked.action]?.(before, asked, now) ?? {};
}

const changesOf: Readonly<Partial<Record<ReferralAction, Changes>>> = {
  accept: (before, asked, now) => ({
    offers: answered(before.offers, "accepted", asked.reason, now),
    ...expected(before, asked, now),
    ...sortedInto(before, asked, now),
    ...bedField(asked.bed),
  }),
  triage: (before, asked, now) => ({ ...sortedInto(before, asked, now), ...pressesAs(asked) }),
  "follow-up": ({ followUps = [] }, { by, reason, followUp }, now) => {
    const meant = followUpMeant(followUps, followUp?.id);
    if (meant === undefined || by === undefined) return {};
    const words = {
      ...(followUp?.isNotNeeded && { isNotNeeded: true as const }),
      ...(reason !== undefined && { reason }),
    };
    const items = ticked(followUps, meant.id, { at: now, by, ...words });
    const followUpAt = followUpEnd(items);
    return { followUps: items, ...(followUpAt !== undefined && { followUpAt }) };
  },
  arrive: sortedInto,
  admit: (_before, { bed }) => bedField(bed),
  decline: ({ offers }, { reason }, now) => ({ offers: answered(offers, "declined", reason, now) }),
  offer: (before, asked, now) => ({ ...asksAnother(before, asked, now), ...pressesAs(asked) }),
  substitute: asksAnother,
  "arrive-elsewhere": asksAnother,
  upgrade: (before, asked, now) => ({
    ...asksAnother(before, asked, now),
    ...(asked.reason !== undefined && { reason: asked.reason }),
    ...foundBy(before, asked),
    ...(asked.alertId !== undefined && calledOnceMore(before, asked, now)),
  }),
  unanswered: ({ id, version }, { unanswered }) =>
    unanswered === undefined ? {} : { unanswered: { ...unanswered, alertId: `${id}-un-${version + 1}` } },
  "call-again": (before, asked, now) => ({
    ...calledOnceMore(before, asked, now),
    ...sortedInto(before, asked, now),
    ...(asked.reason !== undefined && { reason: asked.reason }),
  }),
  "transfer-onward": (before, asked, now) => ({ ...sentOn(before, asked, now), ...pressesAs(asked) }),
  "transfer-urgent": sentOn,
  stay: stayed,
  "arrange-transport": expected,
  depart: expected,
  "depart-back": expectedBack,
  note: (before, asked, now) => ({
    ...(isHomeward(before.state) ? expectedBack : expected)(before, asked, now),
    ...sortedInto(before, asked, now),
  }),
  ready: asksToTakeBack,
  "offer-down": asksToTakeBack,
  "accept-down": (before, asked, now) => ({
    returnOffers: answered(before.returnOffers, "accepted", asked.reason, now),
    ...expectedBack(before, asked, now),
  }),
  "decline-down": ({ returnOffers }, { reason }, now) => ({
    returnOffers: answered(returnOffers, "declined", reason, now),
  }),
};

/** Whoever sends them has to be told where the hospital found it. */
function foundBy({ destinationId }: Referral, { facilityId }: StepAsked): Pick<Referral, "emergencyBy"> {
  return facilityId === destinationId ? { emergencyBy: facilityId } : {};
}

function pressesAs({ urgency }: StepAsked): Pick<Referral, "urgency"> {
  return urgency === undefined ? {} : { urgency };
}

/** As many calls as a case names; the rows name all. */
const callsNamed = 20;

function calledOnceMore({ calledAgain = [] }: Referral, { alertId }: StepAsked, now: EpochMs): Partial<Referral> {
  const call = { ...(alertId !== undefined && { alertId }), at: now };
  return { calledAgain: [...calledAgain, call].slice(-callsNamed) };
}

/** Another house, or the same one in another mode, is the destination. */
function sentTo(
  destinationId: string,
  before: Referral,
  { action, reason, departmentId, centre }: StepAsked,
  now: EpochMs,
): Partial<Referral> {
  const isGreen = action === "upgrade" || before.mode === "green-channel";
  const answer = action === "arrive-elsewhere" ? "accepted" : isGreen ? "by-agreement" : undefined;
  const offer: Offer = {
    facilityId: destinationId,
    ...(departmentId !== undefined && { departmentId }),
    at: now,
    ...(answer !== undefined && { answer, answeredAt: now }),
  };
  const former = action === "substitute" ? "passed-on" : "withdrawn";
  return {
    destinationId,
    offers: [...answered(before.offers, former, action === "substitute" ? reason : undefined, now, "only-open"), offer],
    ...(departmentId !== undefined && { departmentId }),
    ...(typeof centre === "string" && { centre }),
    ...(action === "upgrade" && { mode: "green-channel", retrospective: before.retrospective ?? { since: now } }),
  };
}

function returnTo(next: string | undefined, before: Referral, now: EpochMs): Partial<Referral> {
  const facilityId = next ?? before.originId;
  const offers = answered(before.returnOffers, "withdrawn", undefined, now, "only-open");
  const returnOffers = [...offers, { facilityId, at: now }];
  // Where the case began at the hospital, whoever is asked is the one who cares for the person from then on.
  if (before.direction === "down") return { originId: facilityId, returnOffers };
  return { returnOffers, ...(facilityId !== before.originId && { returnId: facilityId }) };
}

function bedField(bed: StepAsked["bed"]): Pick<Referral, "bed"> {
  return bed === undefined || bed === null ? {} : { bed };
}
