import type { AskProblem } from "../data/api.ts";
import { saveCopy } from "../data/save-copy.ts";
import { Button } from "../parts/button.tsx";
import { useWords } from "../words/language.tsx";
import classes from "./kin.module.css";
import { kinWords } from "./kin-words.ts";

interface CopyPartProps {
  readonly residentId: string;
  readonly failed: (problem: AskProblem | undefined) => void;
}

/** The resident's own right: what is kept of them, to take along. */
export function CopyPart({ residentId, failed }: CopyPartProps) {
  const words = useWords(kinWords);
  return (
    <>
      <p className={classes.muted}>{words.copyLead}</p>
      <div className={classes.actions}>
        <Button onClick={() => void saveCopy(residentId, "paper").then(failed)}>{words.copyPaper}</Button>
        <Button onClick={() => void saveCopy(residentId, "data").then(failed)}>{words.copyData}</Button>
      </div>
    </>
  );
}
