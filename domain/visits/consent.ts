import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { VisitKind } from "./visit.ts";

/**
 * How consent was given. `emergency`: nobody could be asked and waiting would endanger life or health (个人信息保护法
 * art. 13 (4)); it is made up for as soon as somebody can be asked.
 */
export const consentWays = ["written", "spoken", "emergency"] as const;
export type ConsentWay = (typeof consentWays)[number];

/** The agreement of the resident, or of who may speak for them, to this visit. */
export interface Consent {
  /** Who agreed, e.g. the resident, or a guardian by name. */
  readonly givenBy: string;
  /** `self`, or what ties them to the resident, e.g. 女儿. */
  readonly relation: string;
  readonly way: ConsentWay;
  /**
   * Whether they agree to a recording. Nothing is recorded by default, and this version records nothing even where they
   * agree: the answer is kept for the visit's papers.
   */
  readonly recording: boolean;
  readonly witness: Actor;
  readonly at: EpochMs;
}

/**
 * Whether this consent is enough for this kind: a consultation between facilities takes a written one (远程医疗服务管理规范
 * 2018), beside the emergency in which nobody can be asked.
 */
export function isEnough(consent: Pick<Consent, "way"> | undefined, kind: VisitKind): boolean {
  if (consent === undefined) return false;
  return kind !== "remote-consultation" || consent.way !== "spoken";
}
