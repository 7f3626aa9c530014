import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import { type DeadlinesOf, dueAtOf } from "./deadlines.ts";
import type { Offer, Referral } from "./referral.ts";
import type { ReferralState } from "./states.ts";
import type { ByPhone, ReferralStep } from "./step.ts";

/** What is asked for. */
export interface ReferralRequest
  extends Pick<Referral, "id" | "residentId" | "residentName" | "originId" | "destinationId" | "direction" | "mode">,
    Partial<
      Pick<
        Referral,
        | "departmentId"
        | "alertId"
        | "visitId"
        | "centre"
        | "urgency"
        | "isContracted"
        | "reason"
        | "expectedAt"
        | "previousId"
        | "contactPhone"
      >
    > {
  /** Absent: the facility's policy called because nobody answered. */
  readonly by?: Actor;
  readonly clientAt?: EpochMs;
  readonly phone?: ByPhone;
}

/**
 * Begins a case, in version 1. Up and routine it is a request; in the green channel the agreement has accepted it already,
 * and its papers are for later. Down, a hospital says that somebody is fit to go back and whom it asks.
 */
export function requestedReferral(
  { by, clientAt, phone, expectedAt, ...said }: ReferralRequest,
  now: EpochMs,
  ownOf?: DeadlinesOf,
): { readonly referral: Referral; readonly step: ReferralStep } {
  const { id, direction, mode, originId, destinationId, departmentId } = said;
  const asked = {
    ...said,
    ...(expectedAt !== undefined && { [direction === "up" ? "expectedAt" : "backAt"]: expectedAt }),
  };
  const state = firstState(asked);
  const isGreen = mode === "green-channel";
  const dueAt = dueAtOf(asked, state, now, ownOf);
  const toDestination: Offer = {
    facilityId: destinationId,
    ...(departmentId !== undefined && { departmentId }),
    at: now,
    ...(isGreen && { answer: "by-agreement", answeredAt: now }),
  };
  const referral: Referral = {
    ...asked,
    state,
    requestedAt: now,
    ...(by !== undefined && { requestedBy: by }),
    stages: [{ state, at: now, ...(dueAt !== undefined && { dueAt }) }],
    offers: direction === "up" ? [toDestination] : [],
    returnOffers: direction === "down" ? [{ facilityId: originId, at: now }] : [],
    timePoints: [],
    snapshots: [],
    ...(isGreen && { retrospective: {} }),
    version: 1,
  };
  const step: ReferralStep = {
    referralId: id,
    version: 1,
    at: now,
    ...(clientAt !== undefined && { clientAt }),
    what: "request",
    to: state,
    ...(by !== undefined && { by }),
    facilityId: direction === "up" ? originId : destinationId,
    party: direction === "up" ? "origin" : "destination",
    ...(phone !== undefined && { phone }),
    ...(asked.reason !== undefined && { reason: asked.reason }),
    ...(asked.urgency !== undefined && { urgency: { is: asked.urgency } }),
    offeredTo: direction === "up" ? destinationId : originId,
  };
  return { referral, step };
}

function firstState({ direction, mode }: Pick<Referral, "direction" | "mode">): ReferralState {
  if (direction === "down") return "ready-for-down";
  return mode === "green-channel" ? "accepted" : "requested";
}
