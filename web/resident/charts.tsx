import { useMemo, useState } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { observationSeries } from "../../contracts/http/observations.ts";
import type { ResidentDetailView, ResidentView } from "../../contracts/http/residents.ts";
import { clock } from "../data/clock.ts";
import { useAnswer } from "../data/use-answer.ts";
import { Button } from "../parts/button.tsx";
import { levelOf } from "../parts/glyph.tsx";
import { ProblemNotice } from "../parts/notice.tsx";
import { PanelSkeleton } from "../parts/skeleton.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import { Chart } from "./chart.tsx";
import classes from "./charts.module.css";
import { linesOf, type Panel, panels } from "./panels.ts";
import { useGrowing } from "./use-growing.ts";

const hourMs = 3_600_000;
const ranges = { "1h": hourMs, "24h": 24 * hourMs, "7d": 7 * 24 * hourMs, "30d": 30 * 24 * hourMs } as const;
type Range = keyof typeof ranges;
const rangeNames = Object.keys(ranges) as readonly Range[];
/** The right edge moves in steps of a 360th of the range: a pixel or two. */
const steps = 360;

interface ChartsProps {
  readonly resident: ResidentView;
  readonly limits: ResidentDetailView["limits"] | undefined;
  readonly alerts: readonly AlertView[];
}

/** All charts of a resident on one time axis, under one crosshair. */
export function Charts({ resident, limits, alerts }: ChartsProps) {
  const { words } = useSpeech();
  const [range, setRange] = useState<Range>("24h");
  const [asTable, setAsTable] = useState(false);
  const stepMs = ranges[range] / steps;
  const to = useOnClock((now) => Math.ceil(now / stepMs) * stepMs);
  const from = to - ranges[range];
  const { value, problem, again } = useAnswer(
    `charts ${resident.id} ${range}`,
    () => {
      const since = new Date(clock.now() - ranges[range]).toISOString();
      return `/api/residents/${resident.id}/observations?from=${encodeURIComponent(since)}`;
    },
    observationSeries,
  );
  const view = useGrowing(value, resident.vitals);
  const shown = useMemo(
    () =>
      view === undefined
        ? []
        : panels
            .map((panel) => ({ panel, lines: linesOf(panel, view) }))
            .filter(({ panel, lines }) => panel.isAlwaysShown || lines.some((line) => line.length > 0)),
    [view],
  );
  const marks = useMemo(
    () => alerts.map((alert) => ({ at: Date.parse(alert.raisedAt), level: levelOf(alert) })),
    [alerts],
  );
  const limitsByPanel = useMemo(
    () =>
      new Map(
        panels.map((panel) => [
          panel,
          panel.codes.flatMap((code) => (limits?.[code] === undefined ? [] : [limits[code]])),
        ]),
      ),
    [limits],
  );
  const isLastOfGroup = (panel: Panel, index: number) => shown[index + 1]?.panel.group !== panel.group;
  return (
    <section className={classes.charts} aria-labelledby="charts">
      <div className={classes.head}>
        <h2 className={classes.heading} id="charts">
          {words.charts}
        </h2>
        <fieldset className={classes.ranges}>
          <legend className="said">{words.range}</legend>
          {rangeNames.map((name) => (
            <Button key={name} aria-pressed={range === name} onClick={() => setRange(name)}>
              {words.ranges[name]}
            </Button>
          ))}
        </fieldset>
        <Button aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {words.table}
        </Button>
      </div>
      {problem !== undefined && <ProblemNotice problem={problem} again={again} />}
      {view === undefined ? (
        problem === undefined && <PanelSkeleton height={420} />
      ) : (
        <div className={classes.panels}>
          {shown.map(({ panel, lines }, index) => (
            <Chart
              key={panel.codes.join()}
              panel={panel}
              lines={lines}
              from={from}
              to={to}
              limits={limitsByPanel.get(panel) ?? []}
              marks={marks}
              showsTimes={isLastOfGroup(panel, index)}
              asTable={asTable}
            />
          ))}
        </div>
      )}
    </section>
  );
}
