import type { Caller } from "../access/caller.ts";
import type { Licence } from "../model/person.ts";
import { type EpochMs, hour, midnightInShanghai } from "../model/time.ts";
import { isMedical, type VisitKind } from "./visit.ts";

/** What a doctor lacks to order in a tele-visit and to sign its note. */
export const qualificationGaps = ["no-licence", "short-practice"] as const;
export type QualificationGap = (typeof qualificationGaps)[number];

/** 互联网诊疗管理办法（试行） art. 25: three years of independent clinical work. */
const leastYears = 3;

/**
 * What is missing for treating in a visit of this kind; empty: nothing. A licence that is recorded is asked for every
 * medical visit; three years of independent work where the resident is treated online, and not between two facilities,
 * where a doctor is with the resident. Where the doctor may practise is no gap but a caution
 * (practice-site.ts).
 */
export function judgeQualification(
  kind: VisitKind,
  licence: Licence | undefined,
  now: EpochMs,
): readonly QualificationGap[] {
  if (!isMedical(kind)) return [];
  if (licence === undefined) return ["no-licence"];
  if (kind === "remote-consultation") return [];
  const day = new Date(midnightInShanghai(now) + 12 * hour).toISOString().slice(0, 10);
  const sinceYear = Number(licence.since.slice(0, 4)) + leastYears;
  return day >= `${sinceYear}${licence.since.slice(4)}` ? [] : ["short-practice"];
}

/** The same of whoever asks; the operators' command answers for itself. */
export function gapsOf(caller: Caller, kind: VisitKind, now: EpochMs): readonly QualificationGap[] {
  return caller.kind === "person" ? judgeQualification(kind, caller.person.licence, now) : [];
}
