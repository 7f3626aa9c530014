import type { PlanView } from "../../contracts/http/monitoring-plan.ts";
import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { Faults } from "../parts/form/faults.ts";
import { planWords } from "./plan-words.ts";

export type Limit = ResidentDetailView["limits"][string];
export type LimitedCode = keyof NonNullable<PlanView["overrides"]["limits"]>;

/** In the order in which they are read out. */
export const limitedCodes = [
  "heart-rate",
  "respiratory-rate",
  "spo2",
  "systolic-blood-pressure",
  "diastolic-blood-pressure",
  "body-temperature",
  "glucose",
] as const satisfies readonly LimitedCode[];

/** A limit as it stands in its form's fields. */
export interface LimitDraft {
  readonly low: string;
  readonly high: string;
  readonly delaySeconds: string;
  readonly hysteresis: string;
  readonly priority: string;
  readonly reason: string;
}

export function draftOf(limit: Limit | undefined): LimitDraft {
  return {
    low: limit?.low === undefined ? "" : String(limit.low),
    high: limit?.high === undefined ? "" : String(limit.high),
    delaySeconds: String(limit?.delaySeconds ?? 60),
    hysteresis: String(limit?.hysteresis ?? 2),
    priority: limit?.priority ?? "medium",
    reason: "",
  };
}

/** Where its fields stand in the request. */
export function pointersOf(code: LimitedCode): Readonly<Record<Exclude<keyof LimitDraft, "reason">, string>> {
  const at = (field: string) => `/limits/${code}/${field}`;
  return {
    low: at("low"),
    high: at("high"),
    delaySeconds: at("delaySeconds"),
    hysteresis: at("hysteresis"),
    priority: at("priority"),
  };
}

/** What can be said of a draft before the service is asked; the service checks it against what can be measured at all. */
export function faultsOfDraft(code: LimitedCode, draft: LimitDraft): Faults {
  const words = planWords.zh;
  const pointers = pointersOf(code);
  const faults: Record<string, Faults[string]> = {};
  if (draft.reason.trim() === "") faults["/reason"] = words.needsWhy;
  for (const field of ["low", "high", "delaySeconds", "hysteresis"] as const) {
    const isOptional = field === "low" || field === "high";
    const text = draft[field].trim();
    if (text === "" ? !isOptional : !Number.isFinite(Number(text))) faults[pointers[field]] = words.needsNumber;
  }
  const [low, high] = [draft.low.trim(), draft.high.trim()];
  if (low === "" && high === "") faults[pointers.low] = words.needsOne;
  else if (low !== "" && high !== "" && Number(low) >= Number(high)) faults[pointers.low] = words.crossed;
  return faults;
}

/** The draft as the service takes it. */
export function limitOf(draft: LimitDraft): Limit {
  const numberOf = (text: string) => (text.trim() === "" ? undefined : Number(text));
  const [low, high] = [numberOf(draft.low), numberOf(draft.high)];
  return {
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    delaySeconds: Number(draft.delaySeconds),
    hysteresis: Number(draft.hysteresis),
    priority: draft.priority as Limit["priority"],
  };
}
