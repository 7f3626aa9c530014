import type { ReactNode } from "react";
import type { AskProblem } from "../data/api.ts";
import type { Speech } from "../words/language.tsx";
import { useSpeech } from "../words/language.tsx";
import { Button } from "./button.tsx";
import classes from "./notice.module.css";

/** A sentence across the page that must not be missed. */
export function Notice({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className={classes.notice} role="status">
      <p className={classes.text}>{children}</p>
      {action}
    </div>
  );
}

/** What happened, what was kept, what to do next. */
export function problemText(problem: AskProblem, { words, say }: Speech): string {
  switch (problem.kind) {
    case "unreachable":
      return words.unreachable;
    case "unreadable":
      return words.unreadable(`${problem.path} ${problem.detail}`);
    case "refused":
      return words.refused(say(problem.messages).replace(/[。.]$/, ""));
  }
}

export function ProblemNotice({ problem, again }: { readonly problem: AskProblem; readonly again: () => void }) {
  const speech = useSpeech();
  const mustReload = problem.kind === "unreadable";
  return (
    <Notice
      action={
        <Button onClick={() => (mustReload ? location.reload() : again())}>
          {mustReload ? speech.words.reload : speech.words.retry}
        </Button>
      }
    >
      {problemText(problem, speech)}
    </Notice>
  );
}
