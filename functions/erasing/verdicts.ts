import { judgeRetention, type RetentionVerdict } from "../../domain/retention/judge.ts";
import { type DataPartName, dataPart } from "../../stores/data-map.ts";
import type { Holding } from "../../stores/holding.ts";
import type { ErasingDeps, ErasureRequest } from "./erasing-deps.ts";
import type { Survey } from "./survey.ts";

/** What becomes of each item, and whether nothing is left that law keeps. */
export interface Verdicts {
  of(holding: Pick<Holding, "part" | "instead">): RetentionVerdict;
  /** By time alone: all of it is over, so that nothing stays. */
  readonly isAllOver: boolean;
}

/** The record says whose the rest is: it stays as long as any of that does. */
const recordPart: DataPartName = "resident-record";

export function verdictsOf(
  { starts, present, putAwayUntil }: Survey,
  { why, isHeld }: Pick<ErasureRequest, "why"> & { readonly isHeld: boolean },
  { retentionPeriods: periods, now: clock }: Pick<ErasingDeps, "retentionPeriods" | "now">,
): Verdicts {
  const now = clock();
  const judged = (part: DataPartName, occasion: "request" | "schedule") =>
    judgeRetention(dataPart(part).class, occasion, { starts, periods, now, isHeld });
  const untils = [...present]
    .filter((part) => dataPart(part).resident === "archive")
    .map((part) => judged(part, "schedule"))
    .map((verdict) => (verdict.kind === "delete" ? 0 : (verdict.until ?? Number.POSITIVE_INFINITY)));
  const recordUntil = Math.max(putAwayUntil, ...untils);
  const isAllOver = recordUntil <= now && !isHeld;
  const occasion = why === "time-over" && !isAllOver ? "schedule" : "request";
  return {
    isAllOver,
    of({ part, instead }) {
      if (isHeld) return judged(part, occasion);
      // What is another's too is freed of the resident, whatever its class; by time alone when that of its class is over.
      if (instead !== undefined && occasion === "request") return { kind: "delete" };
      if (part !== recordPart || isAllOver) return judged(part, occasion);
      return { kind: occasion === "request" ? "archive" : "keep", until: recordUntil };
    },
  };
}

/** By time alone the archive's files go with the last of the record that they explain. */
export function keepsFiles(why: ErasureRequest["why"], { isAllOver }: Verdicts): boolean {
  return why === "time-over" && !isAllOver;
}
