import { useEffect, useMemo, useRef, useState } from "react";
import { digitsOf, labelOf, unitOf, withUnit } from "../data/codes.ts";
import { themeAt } from "../data/settings.ts";
import { useSettings } from "../data/use-board.ts";
import { useOnClock } from "../parts/use-clock.ts";
import { type Speech, useSpeech } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./chart.module.css";
import { ChartTable } from "./chart-table.tsx";
import { type Sample, summarise } from "./lines.ts";
import { columnsOf, type Panel, scaleFor } from "./panels.ts";
import type { AlertMark, Plot } from "./plot.ts";

interface ChartProps {
  readonly panel: Panel;
  readonly lines: readonly (readonly Sample[])[];
  readonly from: number;
  readonly to: number;
  readonly limits: readonly { readonly low?: number | undefined; readonly high?: number | undefined }[];
  readonly marks: readonly AlertMark[];
  /** The last chart of a group carries the times for all. */
  readonly showsTimes: boolean;
  readonly asTable: boolean;
}

const dayMs = 86_400_000;

export function panelTitle(panel: Panel, speech: Speech): string {
  return panel.codes.length > 1 ? speech.words.bloodPressure : labelOf(panel.codes[0] ?? "", speech);
}

function readoutOf(panel: Panel, parts: readonly (number | null | undefined)[], speech: Speech): string {
  const written = panel.codes.map((code, index) => {
    const value = parts[index];
    if (typeof value !== "number") return "—";
    return panel.shape === "state"
      ? value >= 0.5
        ? speech.words.yes
        : speech.words.no
      : digitsOf(code, value, speech);
  });
  return written.join(" / ");
}

/** One panel: its name, what the crosshair points at, the curve; and the same in words and as a table. */
export function Chart(props: ChartProps) {
  const { panel, lines, from, to, limits, marks, showsTimes, asTable } = props;
  const speech = useSpeech();
  const { language, words } = speech;
  const { theme } = useSettings();
  const themeNow = useOnClock((now) => themeAt(theme, now));
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const [pointed, setPointed] = useState<number>();
  const columns = useMemo(() => columnsOf(lines), [lines]);
  const content = useMemo(
    () => ({ columns, from, to, scale: scaleFor(lines, limits), limits, marks }),
    [columns, from, to, lines, limits, marks],
  );
  const latest = useRef(content);
  const [isUndrawable, setIsUndrawable] = useState(false);
  const height = (panel.shape === "state" ? 44 : 104) + (showsTimes ? 28 : 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: colours and words of the canvas follow theme and language
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    let isGone = false;
    let observer: ResizeObserver | undefined;
    import("./plot.ts").then(
      ({ newPlot }) => {
        if (isGone) return;
        const built = newPlot(element, {
          panel,
          width: element.clientWidth,
          height,
          showsTimes,
          writeTime: (at, spanMs) => (spanMs > 2 * dayMs ? dateOf(at, language) : clockTime(at)),
          pointed: setPointed,
        });
        built.show(latest.current);
        plot.current = built;
        observer = new ResizeObserver(() => built.resize(element.clientWidth));
        observer.observe(element);
      },
      () => setIsUndrawable(true),
    );
    return () => {
      isGone = true;
      observer?.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [panel, height, showsTimes, language, themeNow, asTable]);

  useEffect(() => {
    latest.current = content;
    plot.current?.show(content);
  }, [content]);

  const parts = pointed === undefined ? undefined : panel.codes.map((_, index) => columns[index * 3 + 3]?.[pointed]);
  const at = pointed === undefined ? undefined : columns[0][pointed];
  const summary = panel.codes
    .map((code, index) => {
      const facts = summarise(lines[index] ?? []);
      if (facts === undefined) return undefined;
      if (panel.shape === "state") return "";
      const [last, low, high] = [facts.last, facts.low, facts.high].map((value) => withUnit(code, value, speech));
      const said = words.seriesSummary(last ?? "", low ?? "", high ?? "", facts.gaps);
      return panel.codes.length > 1 ? `${labelOf(code, speech)}: ${said}` : said;
    })
    .filter((said) => said !== undefined)
    .join("; ");
  const isEmpty = lines.every((line) => line.length === 0);
  const title = panelTitle(panel, speech);
  return (
    <figure className={classes.figure} aria-label={words.chartOf(title)}>
      <figcaption className={classes.caption}>
        <strong>{title}</strong> <span className={classes.unit}>{unitOf(panel.codes[0] ?? "", speech)}</span>
        <span className={classes.readout}>
          {parts !== undefined && at !== undefined
            ? `${clockTime(at * 1000)} · ${readoutOf(panel, parts, speech)}`
            : isEmpty
              ? words.noReadings
              : summary}
        </span>
      </figcaption>
      {isUndrawable && !asTable && <p className={classes.unit}>{words.chartFailed}</p>}
      {asTable || isUndrawable ? (
        <ChartTable panel={panel} lines={lines} title={title} />
      ) : (
        <div ref={holder} className={classes.plot} style={{ height }} aria-hidden="true" />
      )}
    </figure>
  );
}
