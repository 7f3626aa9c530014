import * as z from "zod/mini";
import { leftOutReasons, mostOfPlan, plannedKinds, planStates, planUnits } from "../../domain/visits/plan.ts";
import { id, isoTime } from "./fields.ts";

const words = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const every = z.strictObject({ count: z.int().check(z.minimum(1), z.maximum(24)), unit: z.enum(planUnits) });

/** So many are seen in one planned round, at most. */
export const longestRound = mostOfPlan;

const named = z.object({ id, name: z.string() });

/** Visits that come again, as staff sees them. */
export const visitPlan = z.object({
  id,
  kind: z.enum(plannedKinds),
  leadFacility: z.object({ id, name: z.string() }),
  /** Whose visits these are, in the order of the round; one alone where it is no round. */
  residents: z.array(named),
  reason: z.string(),
  every,
  state: z.enum(planStates),
  endedBecause: z.optional(z.literal("left")),
  /** The day of the next visit, which is asked for a week before; absent where the plan has ended. */
  nextOn: z.optional(z.string()),
  lastVisitId: z.optional(id),
  /** For whom none was asked for the last time that it fell due, and why. */
  leftOut: z.array(z.object({ resident: named, on: z.string(), why: z.enum(leftOutReasons) })),
  /** Visits were asked for, and nobody of the leading house has a licence on record with which they could be signed. */
  lacksDoctor: z.optional(z.literal(true)),
  madeBy: z.object({ id: z.string(), name: z.string() }),
  madeAt: isoTime,
  version: z.int(),
});
export type VisitPlanView = z.infer<typeof visitPlan>;
export const visitPlanList = z.object({ items: z.array(visitPlan) });

/** POST /api/residents/{id}/visit-plans: a new plan, or what becomes of one. Resumed, it goes on with its next day. */
export const visitPlanChange = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("make"),
    /** Made by the caller: the same again makes nothing new. At most so long that the visits' ids fit. */
    planId: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,50}$/)),
    visitKind: z.enum(plannedKinds),
    leadId: z.optional(id),
    /** Whoever else of the same house is seen in the same round, in its order. */
    others: z.optional(z.array(id).check(z.maxLength(longestRound - 1))),
    reason: words,
    every,
    firstOn: z.iso.date(),
  }),
  z.strictObject({ kind: z.enum(["pause", "resume", "end"]), planId: id }),
]);
