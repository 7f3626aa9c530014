import { useCallback, useEffect, useRef, useState } from "react";
import { type VisitDetail, type VisitView, visitDetail, visit as visitSchema } from "../../contracts/http/visits.ts";
import { type Answer, type AskProblem, ask } from "../data/api.ts";

export interface KnownVisit {
  readonly detail: VisitDetail | undefined;
  readonly problem: AskProblem | undefined;
  /** Reads it again now. */
  readonly again: () => void;
  /** Takes up a newer one that an answer brought. */
  readonly learn: (visit: VisitView) => void;
  /** Does something with it. */
  readonly act: (what: "arrange" | "conduct" | "report", body: unknown) => Promise<Answer<VisitView>>;
}

/** Others act on a visit too; pages of its call tell each other at once, this is for all else. */
const readEveryMs = 5_000;

/** One visit, kept up to date as long as its page is in sight. */
export function useVisit(id: string): KnownVisit {
  const path = `/api/visits/${encodeURIComponent(id)}`;
  const [detail, setDetail] = useState<VisitDetail>();
  const [problem, setProblem] = useState<AskProblem>();
  const isOpen = useRef(true);

  const learn = useCallback((visit: VisitView) => {
    setDetail((before) =>
      before !== undefined && before.visit.version > visit.version ? before : { ...before, visit },
    );
  }, []);
  const read = useCallback(async () => {
    const answer = await ask(path, visitDetail);
    if (!isOpen.current) return;
    if (answer.kind === "problem") return setProblem(answer.problem);
    setProblem(undefined);
    const { value } = answer;
    setDetail((before) => (before !== undefined && before.visit.version > value.visit.version ? before : value));
  }, [path]);

  useEffect(() => {
    isOpen.current = true;
    void read();
    const timer = setInterval(() => {
      if (!document.hidden) void read();
    }, readEveryMs);
    return () => {
      isOpen.current = false;
      clearInterval(timer);
    };
  }, [read]);

  const act = useCallback(
    async (what: string, body: unknown) => {
      const answer = await ask(`${path}/${what}`, visitSchema, body);
      if (answer.kind === "answer") learn(answer.value);
      else void read();
      return answer;
    },
    [path, learn, read],
  );
  return { detail, problem, again: () => void read(), learn, act };
}
