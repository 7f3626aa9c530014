import type { DisabilityLevel, Resident, Spo2Scale2Order } from "../model/resident.ts";
import type { EpochMs } from "../model/time.ts";
import type { PlanOverrides } from "../watch/plan.ts";
import type { Facts } from "./change-facts.ts";

/** Who changes something, as the record names them. */
export interface Author {
  readonly name: string;
  /** Of the person, or `operators-command`. */
  readonly id: string;
}

/** Everything by which a resident is watched otherwise than by default. */
export interface PlanState {
  readonly overrides: PlanOverrides;
  readonly palliative: boolean;
  readonly disabilityLevel: DisabilityLevel;
  readonly spo2Scale2?: Spo2Scale2Order;
}

/** One change of a resident's record, kept for ever: who, when, why, and what it was before and after. */
export interface ResidentChangeRecord {
  readonly residentId: string;
  /** The version that it made. */
  readonly version: number;
  readonly at: EpochMs;
  readonly by: string;
  readonly byId?: string;
  readonly what: "facts" | "plan" | "move" | "discharge";
  readonly reason?: string;
  /** Names of what changed: codes of limits, parts of the plan, fields. */
  readonly changed: readonly string[];
  /** Of a change of the plan. Absent in what was recorded before plans were kept. */
  readonly plan?: { readonly before: PlanState; readonly after: PlanState };
  readonly facts?: { readonly before: Facts; readonly after: Facts };
}

/** The plan of a resident as a record keeps it. */
export function planStateOf({ planOverrides, palliative, disabilityLevel, spo2Scale2 }: Resident): PlanState {
  return {
    overrides: planOverrides ?? {},
    palliative,
    disabilityLevel,
    ...(spo2Scale2 === undefined ? {} : { spo2Scale2 }),
  };
}
