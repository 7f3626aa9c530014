import { type Both, bothOf, fieldsOf, itemsOf, timeOf } from "./answers.ts";

export type DayLine =
  | { readonly kind: "said"; readonly at: number; readonly sentence: Both }
  | { readonly kind: "gap"; readonly at: number; readonly to: number };

export interface Day {
  readonly isOver: boolean;
  /** What happened and when nothing was heard, in the order of time. */
  readonly lines: readonly DayLine[];
  /** Classes of which nothing is told, since nobody granted them. */
  readonly withheld: readonly string[];
}

/** GET /api/family/{id}/days/{date}, read leniently: what has no time or no words is left out. */
export function dayOf(value: unknown): Day | undefined {
  const { entries, gaps, isOver, withheld } = fieldsOf(value);
  if (!Array.isArray(entries)) return undefined;
  const said = entries.flatMap((entry): readonly DayLine[] => {
    const { at, sentence } = fieldsOf(entry);
    const [then, words] = [timeOf(at), bothOf(sentence)];
    return then === undefined || words === undefined ? [] : [{ kind: "said", at: then, sentence: words }];
  });
  const silent = itemsOf(gaps).flatMap((gap): readonly DayLine[] => {
    const [from, to] = [timeOf(fieldsOf(gap).from), timeOf(fieldsOf(gap).to)];
    return from === undefined || to === undefined ? [] : [{ kind: "gap", at: from, to }];
  });
  return {
    isOver: isOver === true,
    lines: [...said, ...silent].toSorted((one, other) => one.at - other.at),
    withheld: itemsOf(withheld).filter((one) => typeof one === "string"),
  };
}
