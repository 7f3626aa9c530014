import type { EpochMs } from "../model/time.ts";
import type { EscalationStep } from "./policy.ts";

/** A step with the moment at which it is taken. */
export interface PlannedStep extends EscalationStep {
  readonly dueAt: EpochMs;
}

/**
 * Whom an alert calls and when, kept with the alert and written with it.
 *
 * An alert that is raised, that calls again unanswered or that is opened again stands at `to-plan`: that somebody has
 * to be called is in the same write as the alert itself; by whose policy is read when the plan is made, a moment later.
 */
export type Escalation =
  | { readonly kind: "to-plan"; readonly round: number; readonly startedAt: EpochMs; readonly dueAt: EpochMs }
  | {
      readonly kind: "calling";
      /** Counts how often it began anew. */
      readonly round: number;
      readonly startedAt: EpochMs;
      readonly steps: readonly PlannedStep[];
      /** How many steps were taken, repetitions of the last one included. */
      readonly taken: number;
      readonly repeatEveryMs?: number;
      readonly onSiteWithinMs?: number;
      /** Of the next step; absent when nobody more is called. */
      readonly dueAt?: EpochMs;
    }
  /** Somebody is on the way; at `dueAt` they should be there. */
  | { readonly kind: "awaiting"; readonly round: number; readonly onSiteWithinMs?: number; readonly dueAt?: EpochMs }
  /** Somebody is there, it is resolved, or it is shelved until `dueAt`. */
  | { readonly kind: "quiet"; readonly round: number; readonly dueAt?: EpochMs };
