import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { groupByResident } from "../board/board-filter.ts";
import type { Stay } from "../data/county.ts";
import { presenceAt } from "../data/freshness.ts";
import { useFacilities, useFacilityId, useOpenAlerts, useResidentsEachSecond, useStays } from "../data/use-board.ts";
import { Elsewhere } from "../inbox/elsewhere.tsx";
import { Button } from "../parts/button.tsx";
import { levelOf } from "../parts/glyph.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { ConnectionNotice } from "../shell/connection-notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { enlarge } from "./enlarged.ts";
import { layOut, sectionsOf } from "./floor-plan.ts";
import { keepAwake } from "./keep-awake.ts";
import { emsOf, fitted } from "./text-fit.ts";
import { WallAlert } from "./wall-alert.tsx";
import { WallCell } from "./wall-cell.tsx";
import classes from "./wall-page.module.css";
import { WallSound } from "./wall-sound.tsx";
import { wallWords } from "./wall-words.ts";

/** The corridor's screen: every bed on one floor plan; whoever needs somebody stands out, all others step back. */
export function WallPage() {
  const { words } = useSpeech();
  const wall = useWords(wallWords);
  const known = useFacilities();
  const facilityId = useFacilityId();
  const alerts = useOpenAlerts();
  const stays = useStays();
  usePageTitle(wall.wall);
  useEffect(keepAwake, []);
  const time = useOnClock(clockTime);
  const facilities = useMemo(
    () => known?.filter(({ id }) => facilityId === undefined || id === facilityId) ?? [],
    [known, facilityId],
  );
  const unanswered = alerts.filter(({ handling, technical }) => handling === "new" && !technical).length;
  return (
    <div className={classes.wall}>
      <header className={classes.bar}>
        <h1 className={classes.title}>
          {facilities.length === 1 ? facilities[0]?.name : words.allFacilities}{" "}
          <span className="said">{wall.wall}</span>
        </h1>
        <p>{wall.beds(stays.length)}</p>
        <Unmonitored />
        {unanswered > 0 && <p className={classes.strong}>{wall.unanswered(unanswered)}</p>}
        <p className={classes.time}>{time}</p>
        <div className={classes.tools}>
          <Button look="quiet" onClick={() => void document.documentElement.requestFullscreen?.()}>
            {wall.fullScreen}
          </Button>
          <Link href="/board">{wall.leave}</Link>
        </div>
      </header>
      <ConnectionNotice />
      <WallSound />
      <Elsewhere />
      <Floor alerts={alerts} facilities={facilities} stays={stays} />
    </div>
  );
}

/** How many nobody listens to, which follows the clock too. */
function Unmonitored() {
  const wall = useWords(wallWords);
  const residents = useResidentsEachSecond();
  const count = useOnClock((now) => residents.filter((resident) => presenceAt(resident, now) === "unmonitored").length);
  return count > 0 && <p className={classes.strong}>{wall.unmonitored(count)}</p>;
}

interface FloorProps {
  readonly alerts: readonly AlertView[];
  readonly facilities: readonly FacilityView[];
  readonly stays: readonly Stay[];
}

/** All beds, drawn anew when somebody moves or an alert changes; what is measured each cell follows for itself. */
const Floor = memo(function Floor({ alerts, facilities, stays }: FloorProps) {
  const { words } = useSpeech();
  const wall = useWords(wallWords);
  const holder = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const plan = useMemo(() => layOut(sectionsOf(facilities, stays), size.width, size.height), [facilities, stays, size]);
  const nameOf = useMemo(() => new Map(stays.map(({ id, name }) => [id, name])), [stays]);
  const byResident = useMemo(() => groupByResident(alerts), [alerts]);
  const calling = useMemo(
    () =>
      plan.cells.flatMap(({ place, box }) => {
        const theirs = (byResident.get(place.residentId ?? "") ?? []).filter(({ technical }) => !technical);
        const alert = theirs[0];
        return alert === undefined ? [] : [{ place, box, alert, more: theirs.length - 1 }];
      }),
    [plan, byResident],
  );
  const cards = useMemo(() => {
    const inTurn = calling.toSorted((a, b) => alerts.indexOf(a.alert) - alerts.indexOf(b.alert));
    const boxes = enlarge(
      inTurn.map(({ box }) => box),
      size.width,
      size.height,
    );
    return inTurn.map((card, index) => ({ ...card, box: boxes[index] }));
  }, [calling, alerts, size]);
  const shown = cards.flatMap((card) => (card.box === undefined ? [] : [{ ...card, box: card.box }]));
  const isDimmed = alerts.some(
    ({ handling, technical, priority }) => handling === "new" && !technical && priority !== "low",
  );
  return (
    <div className={classes.floor} ref={holder}>
      <ul className={`${classes.cells} ${isDimmed ? classes.dimmed : ""}`}>
        {plan.headings.map(({ name, box }) => (
          <li key={name} className={classes.heading} style={{ left: box.left, top: box.top, height: box.height }}>
            {name}
          </li>
        ))}
        {plan.floors.map(({ name, box }) => (
          <li
            key={`${box.left} ${box.top}`}
            className={classes.floorName}
            style={{ ...box, fontSize: fitted(box.height * 0.36, box.width - 4, emsOf(name)) }}
          >
            {name}
          </li>
        ))}
        {size.width > 0 &&
          plan.cells.map(({ place, box }) => {
            const alert = (byResident.get(place.residentId ?? "") ?? [])[0];
            return (
              <WallCell
                key={place.key}
                residentId={place.residentId}
                name={nameOf.get(place.residentId ?? "") ?? wall.emptyBed}
                label={place.shortLabel ?? words.noBed}
                box={box}
                level={alert === undefined ? undefined : levelOf(alert)}
                kind={plan.kind}
              />
            );
          })}
      </ul>
      <ul className={classes.cells} aria-label={words.alerts}>
        {shown.map(({ place, alert, more, box }) => (
          <WallAlert
            key={alert.id}
            alert={alert}
            name={nameOf.get(place.residentId ?? "") ?? ""}
            bedLabel={place.bedLabel ?? words.noBed}
            more={more}
            box={box}
          />
        ))}
      </ul>
      {shown.length < cards.length && <p className={classes.rest}>{wall.more(cards.length - shown.length)}</p>}
    </div>
  );
});
