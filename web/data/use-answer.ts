import { useEffect, useState } from "react";
import type { WholeList } from "../../contracts/http/paging.ts";
import { type Answer, type AskProblem, ask } from "./api.ts";
import { askAll } from "./ask-all.ts";
import { useBoard } from "./use-board.ts";

/** What one question has brought so far; a value stays while the same question is asked again. */
export interface Asked<T> {
  readonly value: T | undefined;
  readonly problem: AskProblem | undefined;
  readonly again: () => void;
}

/**
 * Asks once, and once more after each reconnection. `path` is called at that moment, because it may carry the time;
 * `key` names the question: when it changes, the value of the old one is dropped. Without a path nothing is asked, e.g.
 * because it is not for whoever is here.
 */
export function useAnswer<T>(
  key: string,
  path: (() => string) | undefined,
  schema: Parameters<typeof ask<T>>[1],
): Asked<T> {
  return useAsked(key, path && (() => ask(path(), schema)));
}

/** The same for a list that comes in pages: shown when all of it is there. */
export function useWholeList<T>(path: string, schema: Parameters<typeof askAll<T>>[1]): Asked<WholeList<T>> {
  return useAsked(path, () => askAll(path, schema));
}

function useAsked<T>(key: string, asking: (() => Promise<Answer<T>>) | undefined): Asked<T> {
  const { connections } = useBoard();
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{ key: string; value?: T; problem?: AskProblem }>({ key });
  const isAsked = asking !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question; a reconnection and an attempt ask anew
  useEffect(() => {
    if (asking === undefined) return undefined;
    let isCurrent = true;
    void asking().then((answer) => {
      if (!isCurrent) return;
      setState((before) =>
        answer.kind === "answer"
          ? { key, value: answer.value }
          : { ...(before.key === key ? before : {}), key, problem: answer.problem },
      );
    });
    return () => {
      isCurrent = false;
    };
  }, [key, isAsked, connections, attempt]);
  const current = state.key === key ? state : { key };
  return {
    value: "value" in current ? current.value : undefined,
    problem: "problem" in current ? current.problem : undefined,
    again: () => setAttempt((n) => n + 1),
  };
}
