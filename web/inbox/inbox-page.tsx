import { AlertList } from "../board/alert-list.tsx";
import { readAll } from "../data/board-store.ts";
import { useSelf } from "../data/self.ts";
import { useFacilities, useFacilityId, useIsRead, useOpenAlerts, useReadProblem } from "../data/use-board.ts";
import { ToConfirmAnywhere } from "../hand-over/to-confirm-anywhere.tsx";
import { useBoardKeys } from "../parts/keys.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { BoardSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { OwnTasks } from "../tasks/own-tasks.tsx";
import { useWords } from "../words/language.tsx";
import { alertWords } from "./alert-words.ts";
import { Elsewhere } from "./elsewhere.tsx";
import classes from "./inbox-page.module.css";
import { OwnSwaps } from "./own-swaps.tsx";
import { Quiet } from "./quiet.tsx";
import { standingOf } from "./standing.ts";

/** What needs a person, for one hand: the first page on a phone. */
export function InboxPage() {
  const words = useWords(alertWords);
  const isRead = useIsRead();
  const problem = useReadProblem();
  const facilities = useFacilities() ?? [];
  const facilityId = useFacilityId();
  const alerts = useOpenAlerts();
  const self = useSelf();
  const isQuiet = useOnClock((now) =>
    alerts.every((alert) => ["shelved", "technical"].includes(standingOf(alert, self, now))),
  );
  usePageTitle(words.inbox);
  useBoardKeys();
  if (!isRead) {
    return problem === undefined ? <BoardSkeleton /> : <ProblemNotice problem={problem} again={() => void readAll()} />;
  }
  return (
    <div className={classes.inbox}>
      <h1 className="said">{words.inbox}</h1>
      <ToConfirmAnywhere />
      <Elsewhere />
      <OwnSwaps />
      <OwnTasks />
      <AlertList alerts={alerts} showsFacility={facilityId === undefined && facilities.length > 1} />
      {isQuiet && <Quiet />}
    </div>
  );
}
