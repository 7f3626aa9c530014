import type { RosterView } from "../../contracts/http/duties.ts";
import type { dutyWords } from "./duty-words.ts";

/** A swap that waits for an answer, as it is said to one of the two whom it concerns. */
export interface OpenSwap {
  readonly id: string;
  readonly text: string;
  /** Else they wait for the other's answer. */
  readonly isToAnswer: boolean;
}

/** The open swaps of a roster that concern somebody. */
export function openSwapsOf(
  { swaps }: Pick<RosterView, "swaps">,
  myId: string,
  words: Pick<(typeof dutyWords)["zh"], "toAnswer" | "waitingFor">,
): readonly OpenSwap[] {
  return swaps.flatMap(({ id, askedOf, proposedBy }): OpenSwap[] => {
    if (askedOf.id === myId) return [{ id, text: words.toAnswer(proposedBy.name), isToAnswer: true }];
    return proposedBy.id === myId ? [{ id, text: words.waitingFor(askedOf.name), isToAnswer: false }] : [];
  });
}
