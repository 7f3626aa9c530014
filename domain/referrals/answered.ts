import type { EpochMs } from "../model/time.ts";
import type { Offer } from "./referral.ts";

/** The last offer with its answer; `only-open`: what was declined stays so. */
export function answered(
  offers: readonly Offer[],
  answer: NonNullable<Offer["answer"]>,
  reason: string | undefined,
  now: EpochMs,
  which: "any" | "only-open" = "any",
): readonly Offer[] {
  const last = offers.at(-1);
  if (last === undefined) return offers;
  if (which === "only-open" && last.answer === "declined") return offers;
  const { reason: _, ...asked } = last;
  return [...offers.slice(0, -1), { ...asked, answer, answeredAt: now, ...(reason !== undefined && { reason }) }];
}
