import { useMemo } from "react";
import { readAll } from "../data/board-store.ts";
import { useBoard, useFacilityId, useOpenAlerts, useResidents } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { useBoardKeys } from "../parts/keys.ts";
import { ProblemNotice } from "../parts/notice.tsx";
import { BoardSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import { AlertList } from "./alert-list.tsx";
import { countResidents, filterResidents, groupByResident } from "./board-filter.ts";
import { BoardFilters } from "./board-filters.tsx";
import classes from "./board-page.module.css";
import { changeView, useBoardView } from "./board-view.ts";
import { ResidentGrid } from "./resident-grid.tsx";

/** The staff board: what needs a person first, then everybody by bed. */
export function BoardPage() {
  const { words } = useSpeech();
  const { county, problem } = useBoard();
  const facilityId = useFacilityId();
  const alerts = useOpenAlerts();
  const residents = useResidents();
  const view = useBoardView();
  const byResident = useMemo(() => groupByResident(alerts), [alerts]);
  // Counts and filters follow the clock too: a value that is lost makes a resident unmonitored without any message.
  const countsText = useOnClock((now) => JSON.stringify(countResidents(residents, byResident, now)));
  const counts: ReturnType<typeof countResidents> = JSON.parse(countsText);
  const shownIds = useOnClock((now) =>
    filterResidents(residents, view.filter, view.search, byResident, now)
      .map(({ id }) => id)
      .join(" "),
  );
  const shown = useMemo(() => {
    const ids = new Set(shownIds.split(" "));
    return residents.filter(({ id }) => ids.has(id));
  }, [residents, shownIds]);
  useBoardKeys();

  if (county === undefined) {
    return problem === undefined ? <BoardSkeleton /> : <ProblemNotice problem={problem} again={() => void readAll()} />;
  }
  const showsFacility = facilityId === undefined && county.facilities.length > 1;
  return (
    <>
      <h1 className="said">{words.board}</h1>
      <div className={classes.board}>
        <section className={classes.alerts} aria-labelledby="alerts">
          <h2 className={classes.heading} id="alerts">
            {words.alerts} <span className={classes.count}>{alerts.filter(({ technical }) => !technical).length}</span>
          </h2>
          <AlertList county={county} alerts={alerts} residents={residents} showsFacility={showsFacility} />
        </section>
        <section className={classes.residents} aria-labelledby="residents">
          <h2 className="said" id="residents">
            {words.residents}
          </h2>
          {residents.length === 0 ? (
            <div className={classes.empty}>
              <p className={classes.emptyTitle}>{words.noResidents}</p>
              <p>{words.noResidentsHint}</p>
            </div>
          ) : (
            <>
              <BoardFilters counts={counts} />
              <ResidentGrid
                residents={shown}
                facilities={county.facilities}
                alerts={byResident}
                showsFacility={showsFacility}
              />
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
