import type { EpochMs } from "../model/time.ts";
import { answered } from "./answered.ts";
import { momentOf } from "./centres.ts";
import { partOf } from "./part-of.ts";
import type { Passage, Referral } from "./referral.ts";
import { isStillThere, type ReferralState } from "./states.ts";
import type { StepAsked } from "./step-asked.ts";

/**
 * The hospital that has the person asks another one, which is the destination from then on; by agreement it has said yes
 * already. The bed stays theirs until they leave.
 */
export function sentOn(before: Referral, asked: StepAsked, now: EpochMs): Partial<Referral> {
  const { destinationId, departmentId, centre, mode, bed, through = [], offers } = before;
  const next = asked.toFacilityId ?? destinationId;
  const isUrgent = asked.action === "transfer-urgent";
  const arrivedAt = momentOf(partOf(before, destinationId), "door");
  const passage: Passage = {
    facilityId: destinationId,
    ...(departmentId !== undefined && { departmentId }),
    ...(centre !== undefined && { centre }),
    mode,
    ...(arrivedAt !== undefined && { arrivedAt }),
    askedAt: now,
    ...(asked.reason !== undefined && { reason: asked.reason }),
    ...(bed !== undefined && { bed }),
  };
  const department = asked.departmentId === undefined ? {} : { departmentId: asked.departmentId };
  const answer = isUrgent ? ({ answer: "by-agreement", answeredAt: now } as const) : {};
  return {
    destinationId: next,
    mode: isUrgent ? "green-channel" : "routine",
    through: [...through, passage],
    offers: [...offers, { facilityId: next, ...department, at: now, ...answer }],
    ...department,
    ...(typeof asked.centre === "string" && { centre: asked.centre }),
    ...(asked.expectedAt !== undefined && { expectedAt: asked.expectedAt }),
  };
}

/** They stay where they are, or turned back to it: the hospital that had them is the destination again. */
export function stayed({ through = [], offers }: Referral, { reason }: StepAsked, now: EpochMs): Partial<Referral> {
  const back = through.at(-1);
  if (back === undefined) return {};
  const { facilityId, departmentId, centre, mode, bed } = back;
  return {
    destinationId: facilityId,
    mode,
    through: through.slice(0, -1),
    offers: answered(offers, "withdrawn", reason, now, "only-open"),
    ...(departmentId !== undefined && { departmentId }),
    ...(centre !== undefined && { centre }),
    ...(bed !== undefined && { bed }),
  };
}

/** Who left a hospital has no bed there any more, however it became known that they left. */
export function passagesAfter(
  through: readonly Passage[],
  to: ReferralState,
  at: EpochMs,
): NonNullable<Referral["through"]> {
  const last = through.at(-1);
  if (last === undefined || last.leftAt !== undefined || isStillThere(to)) return through;
  const { bed: _, ...others } = last;
  return [...through.slice(0, -1), { ...others, leftAt: at }];
}
