import { useState } from "react";
import type { VisitView } from "../../contracts/http/visits.ts";
import type { AskProblem } from "../data/api.ts";
import { Button } from "../parts/button.tsx";
import { Notice, problemText } from "../parts/notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { callWords } from "./call-words.ts";
import type { KnownVisit } from "./use-visit.ts";
import classes from "./visit-page.module.css";

interface CallOverProps {
  readonly known: KnownVisit;
  readonly visit: VisitView;
  /** The call goes on: whoever had it go on is in again. */
  readonly goOn: () => void;
}

/** In place of the call, once it was ended: no camera, no line; what is left to do, and the way back into it. */
export function CallOver({ known, visit, goOn }: CallOverProps) {
  const words = useWords(callWords);
  const speech = useSpeech();
  const [problem, setProblem] = useState<AskProblem>();
  const isToWrite = visit.state === "notes" && visit.may.includes("note");
  const canGoOn = visit.state === "notes" && visit.may.includes("begin") && visit.stopped?.cause === undefined;
  const callAgain = async (): Promise<void> => {
    const answer = await known.act("conduct", { kind: "begin" });
    if (answer.kind === "answer") return goOn();
    setProblem(answer.problem);
  };
  return (
    <section className={classes.panel} aria-label={words.over} data-call="over">
      <p role="status">{isToWrite ? words.overToWrite : words.over}</p>
      {problem !== undefined && <Notice>{problemText(problem, speech)}</Notice>}
      {canGoOn && (
        <Button look="quiet" onClick={() => void callAgain()}>
          {words.beginAgain}
        </Button>
      )}
    </section>
  );
}
