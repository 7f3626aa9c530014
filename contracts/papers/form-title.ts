import type { ReferralPapers } from "../../domain/referrals/papers.ts";

/** What the form and the document are called: 双向转诊（转出）单, 双向转诊（回转）单. */
export function titleOf(direction: ReferralPapers["direction"]): string {
  return direction === "up" ? "双向转诊（转出）单" : "双向转诊（回转）单";
}
