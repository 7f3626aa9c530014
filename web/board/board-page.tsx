import { Suspense, useMemo } from "react";
import { readAll } from "../data/board-store.ts";
import {
  useFacilities,
  useFacilityId,
  useIsRead,
  useOpenAlerts,
  useReadProblem,
  useResidentsEachSecond,
  useStays,
} from "../data/use-board.ts";
import { ToConfirmAnywhere } from "../hand-over/to-confirm-anywhere.tsx";
import { Elsewhere } from "../inbox/elsewhere.tsx";
import { OwnSwaps } from "../inbox/own-swaps.tsx";
import { Button } from "../parts/button.tsx";
import { useBoardKeys } from "../parts/keys.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { BoardSkeleton } from "../parts/skeleton.tsx";
import { useNow } from "../parts/use-clock.ts";
import { OwnTasks } from "../tasks/own-tasks.tsx";
import { useSpeech } from "../words/language.tsx";
import { AlertList } from "./alert-list.tsx";
import { countResidents, filterResidents, groupByResident } from "./board-filter.ts";
import { BoardFilters } from "./board-filters.tsx";
import classes from "./board-page.module.css";
import { changeView, useBoardView } from "./board-view.ts";
import { LazyAwayReader } from "./lazy-away-reader.tsx";
import { ResidentGrid } from "./resident-grid.tsx";

/** The staff board: what needs a person first, then everybody by bed. */
export function BoardPage() {
  const { words } = useSpeech();
  const isRead = useIsRead();
  const problem = useReadProblem();
  const facilities = useFacilities() ?? [];
  const facilityId = useFacilityId();
  const alerts = useOpenAlerts();
  const stays = useStays();
  const residents = useResidentsEachSecond();
  const view = useBoardView();
  const byResident = useMemo(() => groupByResident(alerts), [alerts]);
  // Counts and filters follow the clock too: a value that is lost makes a resident unmonitored without any message.
  const now = useNow();
  const counts = useMemo(() => countResidents(residents, byResident, now), [residents, byResident, now]);
  const shownIds = useMemo(
    () =>
      filterResidents(residents, view.filter, view.search, byResident, now)
        .map(({ id }) => id)
        .join(" "),
    [residents, view, byResident, now],
  );
  const shown = useMemo(() => {
    const ids = new Set(shownIds.split(" "));
    return stays.filter(({ id }) => ids.has(id));
  }, [stays, shownIds]);
  useBoardKeys();

  if (!isRead) {
    return problem === undefined ? <BoardSkeleton /> : <ProblemNotice problem={problem} again={() => void readAll()} />;
  }
  const showsFacility = facilityId === undefined && facilities.length > 1;
  return (
    <>
      <h1 className="said">{words.board}</h1>
      <Suspense fallback={null}>
        <LazyAwayReader />
      </Suspense>
      <div className={classes.board}>
        <section className={classes.alerts} aria-labelledby="alerts">
          <h2 className={classes.heading} id="alerts">
            {words.alerts} <span className={classes.count}>{alerts.filter(({ technical }) => !technical).length}</span>
          </h2>
          <ToConfirmAnywhere />
          <Elsewhere />
          <OwnSwaps />
          <OwnTasks />
          <AlertList alerts={alerts} showsFacility={showsFacility} />
        </section>
        <section className={classes.residents} aria-labelledby="residents">
          <h2 className="said" id="residents">
            {words.residents}
          </h2>
          {stays.length === 0 ? (
            <div className={classes.empty}>
              <p className={classes.emptyTitle}>{words.noResidents}</p>
              <p>{words.noResidentsHint}</p>
            </div>
          ) : (
            <>
              <BoardFilters counts={counts} />
              <ResidentGrid stays={shown} facilities={facilities} alerts={byResident} showsFacility={showsFacility} />
              {shown.length === 0 && (
                <div className={classes.empty}>
                  <p className={classes.emptyTitle}>{words.noMatch}</p>
                  <Button onClick={() => changeView({ filter: "all", search: "" })}>{words.showAll}</Button>
                </div>
              )}
            </>
          )}
        </section>
      </div>
    </>
  );
}
