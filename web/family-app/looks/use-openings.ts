import { useEffect, useState } from "react";
import { type AskProblem, ask } from "../../data/api.ts";
import { readBy } from "../answers.ts";
import { endsSight } from "../family-store.ts";
import { openingsOf, type ShownOpening } from "./openings-answer.ts";

interface Openings {
  readonly items?: readonly ShownOpening[];
  readonly problem?: AskProblem;
  readonly again: () => void;
}

/**
 * The emergency openings of a resident's record, asked for anew with each `round`. A refusal takes away what was shown, and
 * only that: it says nothing about the rest of what a relative sees.
 */
export function useOpenings(residentId: string, round = 0): Openings {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<Omit<Openings, "again">>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: a round and an attempt ask anew
  useEffect(() => {
    let isCurrent = true;
    const path = `/api/residents/${encodeURIComponent(residentId)}/opening-notices`;
    void ask(path, readBy(path, openingsOf)).then((answer) => {
      if (!isCurrent) return;
      if (answer.kind === "answer") return setState({ items: answer.value });
      const { problem } = answer;
      setState(({ items }) => ({ problem, ...(items !== undefined && !endsSight(problem) && { items }) }));
    });
    return () => {
      isCurrent = false;
    };
  }, [residentId, round, attempt]);
  return { ...state, again: () => setAttempt((n) => n + 1) };
}
