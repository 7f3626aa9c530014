import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { VisitKind } from "./visit.ts";

/** Why somebody has to be seen in person instead. */
export const unsuitableCauses = [
  "no-prior-diagnosis",
  "first-visit",
  "condition-changed",
  "needs-examination",
  "poor-connection",
  "other",
] as const;
export type UnsuitableCause = (typeof unsuitableCauses)[number];

/** What the leading doctor found before the call. */
export interface EligibilityAnswers {
  /** The definite diagnosis and the paper that shows it, e.g. 高血压，2026-03 县医院出院小结. */
  readonly priorDiagnosis?: string;
  /** For this illness they were never seen in person. */
  readonly isFirstVisit: boolean;
  readonly hasChanged: boolean;
  readonly needsExamination: boolean;
}

export interface Eligibility extends EligibilityAnswers {
  readonly by: Actor;
  readonly at: EpochMs;
}

/**
 * What speaks against treating by video; empty: nothing does. Only a re-visit of an illness with a definite diagnosis may be
 * held online, and it stops when the condition changed, it is in fact a first visit, or it is unsuitable (互联网诊疗管理办法
 * and 互联网诊疗监管细则 2022). Between two facilities the resident is with the treating doctor, so that only
 * the need of an examination there counts. A family's call asks nothing.
 */
export function judgeEligibility(kind: VisitKind, answers: EligibilityAnswers): readonly UnsuitableCause[] {
  if (kind === "family-call") return [];
  const examination: readonly UnsuitableCause[] = answers.needsExamination ? ["needs-examination"] : [];
  if (kind === "remote-consultation") return examination;
  return [
    ...((answers.priorDiagnosis ?? "").trim() === "" ? (["no-prior-diagnosis"] as const) : []),
    ...(answers.isFirstVisit ? (["first-visit"] as const) : []),
    ...(answers.hasChanged ? (["condition-changed"] as const) : []),
    ...examination,
  ];
}
