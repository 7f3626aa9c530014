import { useEffect, useState } from "react";
import { type AskProblem, ask } from "../data/api.ts";
import { readBy } from "./answers.ts";
import { endsSight, readFamily } from "./family-store.ts";

/** What one question has brought so far; a value stays while the same question is asked again. */
export interface Reading<T> {
  readonly value?: T;
  readonly problem?: AskProblem;
  readonly again: () => void;
}

/**
 * Asks when a screen opens and again with each new `round`. Nothing of it is kept in the phone. A refusal that ends the
 * sight of somebody takes away what was shown, and asks anew whom one may see.
 */
export function useReading<T>(path: string, read: (value: unknown) => T | undefined, round = 0): Reading<T> {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ readonly path: string; readonly value?: T; readonly problem?: AskProblem }>({
    path,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path stands for the question; a round and an attempt ask anew
  useEffect(() => {
    let isCurrent = true;
    void ask(path, readBy(path, read)).then((answer) => {
      if (!isCurrent) return;
      if (answer.kind === "answer") return setState({ path, value: answer.value });
      const isOver = endsSight(answer.problem);
      setState((before) => ({
        ...(before.path === path && !isOver ? before : {}),
        path,
        problem: answer.problem,
      }));
      if (isOver) void readFamily();
    });
    return () => {
      isCurrent = false;
    };
  }, [path, round, attempt]);
  const { value, problem } = state.path === path ? state : {};
  return {
    ...(value === undefined ? {} : { value }),
    ...(problem === undefined ? {} : { problem }),
    again: () => setAttempt((n) => n + 1),
  };
}
