import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import type { FormBlock } from "./form-block.ts";
import { handOver } from "./form-hand-over.ts";
import { backLetter, closing, outLetter, stub } from "./form-letter.ts";

/**
 * The form 双向转诊单 as the public-health forms have it (存根 stub, then the letter), with the fields of newer editions, and
 * an added page with the hand-over by ISBAR, the vital signs and NEWS2. Every field of the snapshot stands on it.
 */
export function formContent(papers: ReferralPapers): readonly FormBlock[] {
  return [
    ...stub(papers),
    { kind: "cut" },
    ...(papers.direction === "up" ? outLetter(papers) : backLetter(papers)),
    ...closing(papers),
    { kind: "next-page" },
    ...handOver(papers),
  ];
}
