import type { ReferralDetailView } from "../../contracts/http/referrals.ts";

type Item = NonNullable<ReferralDetailView["followUps"]>[number];

/** With whom one spoke who ticked it in the name of the other house; undefined: whoever ticked it did it. */
export function tickedByPhone(
  steps: ReferralDetailView["steps"],
  { what, dueOn }: Pick<Item, "what" | "dueOn">,
  doneAt: string,
): string | undefined {
  const tick = steps.find(({ at, followUp }) => at === doneAt && followUp?.what === what && followUp.dueOn === dueOn);
  return tick?.phone?.with;
}
