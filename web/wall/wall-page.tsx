import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { groupByResident } from "../board/board-filter.ts";
import { presenceAt } from "../data/freshness.ts";
import { useFacilities, useFacilityId, useOpenAlerts, useResidentsEachSecond } from "../data/use-board.ts";
import { Button } from "../parts/button.tsx";
import { levelOf } from "../parts/glyph.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { useNow, useOnClock } from "../parts/use-clock.ts";
import { ConnectionNotice } from "../shell/connection-notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { type CellFace, cellFace, faceKey } from "./cell-face.ts";
import { enlarge } from "./enlarged.ts";
import { layOut, type Place, sectionsOf } from "./floor-plan.ts";
import { keepAwake } from "./keep-awake.ts";
import { WallAlert } from "./wall-alert.tsx";
import { WallCell } from "./wall-cell.tsx";
import classes from "./wall-page.module.css";
import { WallSound } from "./wall-sound.tsx";
import { wallWords } from "./wall-words.ts";

const emptyFace: CellFace = { state: "empty", stateText: "", values: [] };

/** The corridor's screen: every bed on one floor plan; whoever needs somebody stands out, all others step back. */
export function WallPage() {
  const { words } = useSpeech();
  const wall = useWords(wallWords);
  const known = useFacilities();
  const facilityId = useFacilityId();
  const alerts = useOpenAlerts();
  const residents = useResidentsEachSecond();
  usePageTitle(wall.wall);
  useEffect(keepAwake, []);
  const unmonitored = useOnClock(
    (now) => residents.filter((resident) => presenceAt(resident, now) === "unmonitored").length,
  );
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
        <p>{wall.beds(residents.length)}</p>
        {unmonitored > 0 && <p className={classes.strong}>{wall.unmonitored(unmonitored)}</p>}
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
      <Floor alerts={alerts} facilities={facilities} residents={residents} />
    </div>
  );
}

type FloorProps = {
  readonly alerts: readonly AlertView[];
  readonly facilities: Parameters<typeof sectionsOf>[0];
  readonly residents: Parameters<typeof sectionsOf>[1];
};

/** All beds. Faces are computed in one pass a second and a message; only cells with another face are drawn. */
function Floor({ alerts, facilities, residents }: FloorProps) {
  const speech = useSpeech();
  const wall = useWords(wallWords);
  const now = useNow();
  const holder = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Who lies where changes seldom, what is measured many times a second.
  const lying = JSON.stringify(residents.map(({ id, facilityId, bed }) => [id, facilityId, bed?.id]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: `lying` says of the residents what the plan is made of
  const plan = useMemo(
    () => layOut(sectionsOf(facilities, residents), size.width, size.height),
    [facilities, lying, size],
  );
  const byId = useMemo(() => new Map(residents.map((resident) => [resident.id, resident])), [residents]);
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
        {size.width > 0 &&
          plan.cells.map(({ place, box }) => {
            const resident = byId.get(place.residentId ?? "");
            const face = resident === undefined ? emptyFace : cellFace(resident, now, speech);
            const alert = (byResident.get(place.residentId ?? "") ?? [])[0];
            const level = alert === undefined ? undefined : levelOf(alert);
            return (
              <WallCell
                key={place.key}
                name={resident?.name ?? wall.emptyBed}
                bedLabel={labelOf(place, speech.words.noBed)}
                box={box}
                face={face}
                level={level}
                faceKey={faceKey(face, level)}
              />
            );
          })}
      </ul>
      <ul className={classes.cells} aria-label={speech.words.alerts}>
        {shown.map(({ place, alert, more, box }) => (
          <WallAlert
            key={alert.id}
            alert={alert}
            name={byId.get(place.residentId ?? "")?.name ?? ""}
            bedLabel={labelOf(place, speech.words.noBed)}
            more={more}
            box={box}
          />
        ))}
      </ul>
      {shown.length < cards.length && <p className={classes.rest}>{wall.more(cards.length - shown.length)}</p>}
    </div>
  );
}

function labelOf(place: Place, noBed: string): string {
  return place.bedLabel ?? noBed;
}
