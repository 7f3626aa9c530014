import { Suspense, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { FacilityView } from "../../contracts/http/facilities.ts";
import { LazyAwayReader } from "../board/lazy-away-reader.tsx";
import type { Stay } from "../data/county.ts";
import { presenceAt } from "../data/freshness.ts";
import { useFacilities, useFacilityId, useOpenAlerts, useResidentsEachSecond, useStays } from "../data/use-board.ts";
import { Elsewhere } from "../inbox/elsewhere.tsx";
import { Button } from "../parts/button.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { ConnectionNotice } from "../shell/connection-notice.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { CallStrip } from "./call-strip.tsx";
import { planCallStrip } from "./call-strip-plan.ts";
import { Floor } from "./floor.tsx";
import { layOut, lower, sectionsOf } from "./floor-plan.ts";
import { keepAwake } from "./keep-awake.ts";
import { callsOf } from "./wall-calls.ts";
import classes from "./wall-page.module.css";
import { WallSound } from "./wall-sound.tsx";
import { wallWords } from "./wall-words.ts";

/** The corridor's screen: who calls above, every bed on one floor plan below; while somebody waits all others step back. */
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
      <Suspense>
        <LazyAwayReader />
      </Suspense>
      <Area alerts={alerts} facilities={facilities} stays={stays} />
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

interface AreaProps {
  readonly alerts: readonly AlertView[];
  readonly facilities: readonly FacilityView[];
  readonly stays: readonly Stay[];
}

/** Below the bar: who calls above, all beds below; the beds have the whole of it while nobody calls. */
function Area({ alerts, facilities, stays }: AreaProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [{ width, height }, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const calls = useMemo(() => callsOf(alerts), [alerts]);
  const strip = useMemo(() => planCallStrip(calls.length, width, height), [calls.length, width, height]);
  const sections = useMemo(() => sectionsOf(facilities, stays), [facilities, stays]);
  const quiet = useMemo(() => layOut(sections, width, height), [sections, width, height]);
  const plan = useMemo(
    () => (strip.height === 0 ? quiet : lower(sections, quiet, width, height - strip.height)),
    [sections, quiet, strip.height, width, height],
  );
  return (
    <div className={classes.area} ref={holder}>
      {width > 0 && (
        <>
          <CallStrip calls={calls} stays={stays} plan={strip} />
          <Floor alerts={alerts} stays={stays} plan={plan} top={strip.height} />
        </>
      )}
    </div>
  );
}
