import { readAll } from "../data/board-store.ts";
import { useBoard } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { Notice, ProblemNotice } from "../parts/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./connection-notice.module.css";
import { LostConnection } from "./lost-connection.tsx";

/** Everything that keeps the page from being the truth of this moment, in so many words. */
export function ConnectionNotice() {
  const { words } = useSpeech();
  const { connection, county, problem, sawUnreadable } = useBoard();
  const isLost = connection.kind === "lost";
  const hasProblem = problem !== undefined && county !== undefined;
  if (!isLost && !hasProblem && !sawUnreadable) return null;
  return (
    <div className={classes.notices}>
      {isLost && <LostConnection since={connection.since} />}
      {hasProblem && <ProblemNotice problem={problem} again={() => void readAll()} />}
      {sawUnreadable && (
        <Notice action={<Button onClick={() => location.reload()}>{words.reload}</Button>}>
          {words.unreadableLive}
        </Notice>
      )}
    </div>
  );
}
