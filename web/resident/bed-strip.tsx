import { useMemo } from "react";
import { observationSeries } from "../../contracts/http/observations.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import { clockTime, span } from "../words/time-words.ts";
import { type BedSegment, bedSegments, bedTotals } from "./bed-segments.ts";
import classes from "./bed-strip.module.css";
import { gapAfterMs, lineOf } from "./lines.ts";
import { useGrowing } from "./use-growing.ts";

const dayMs = 86_400_000;
const minuteMs = 60_000;
const ticks = [0, 6, 12, 18, 24];

/** The bed over the last 24 hours: filled while somebody lay in it, empty while not, hatched while nobody knows. */
export function BedStrip({ resident }: { readonly resident: ResidentView }) {
  const { words, language } = useSpeech();
  const to = useOnClock((now) => Math.ceil(now / minuteMs) * minuteMs);
  const from = to - dayMs;
  const { value } = useAnswer(
    `bed ${resident.id}`,
    () => {
      const since = new Date(clock.now() - dayMs).toISOString();
      return `/api/residents/${resident.id}/observations?code=bed-occupancy&from=${encodeURIComponent(since)}`;
    },
    observationSeries,
  );
  const view = useGrowing(
    value,
    resident.vitals.filter(({ code }) => code === "bed-occupancy"),
  );
  const segments = useMemo(() => {
    if (view === undefined) return [];
    const series = view.series.find(({ code }) => code === "bed-occupancy");
    const holds = gapAfterMs("bed-occupancy", view.resolution);
    return bedSegments(series === undefined ? [] : lineOf(series, view.resolution), from, to, holds);
  }, [view, from, to]);
  const totals = bedTotals(segments);
  const say = (state: BedSegment["state"]) => span(totals[state], language);
  const labels = { "in-bed": words.inBed, "out-of-bed": words.filterOut, unknown: words.unknown };
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <span className={classes.title}>{words.bedLast24}</span>{" "}
        <span>
          {value === undefined ? "…" : words.bedStripSummary(say("in-bed"), say("out-of-bed"), say("unknown"))}
        </span>
      </figcaption>
      <div className={classes.strip} aria-hidden="true">
        {segments.map((segment) => (
          <span
            key={segment.from}
            className={`${classes.segment} ${classes[segment.state]}`}
            style={{ flexGrow: segment.to - segment.from }}
            title={`${labels[segment.state]} ${clockTime(segment.from)}–${clockTime(segment.to)}`}
          />
        ))}
      </div>
      <div className={classes.ticks} aria-hidden="true">
        {ticks.map((hour) => (
          <span key={hour}>{clockTime(from + (hour / 24) * dayMs)}</span>
        ))}
      </div>
    </figure>
  );
}
