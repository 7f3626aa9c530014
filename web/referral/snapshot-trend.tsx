import type { SnapshotView } from "../../contracts/http/referral-papers.ts";
import { labelOf } from "../data/codes.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import { deskWords } from "./desk-words.ts";
import classes from "./snapshot-panel.module.css";
import { snapshotWords } from "./snapshot-words.ts";

const width = 240;
const height = 36;
/** Points are a quarter of an hour apart; where one is missing the line has a gap. */
const gapMs = 20 * 60_000;

type Series = NonNullable<SnapshotView["trend"]>["series"][number];

/** Vital signs of the 24 hours before: one small line each, with the last, the lowest and the highest value in words. */
export function SnapshotTrend({ snapshot }: { readonly snapshot: SnapshotView }) {
  const words = useWords(snapshotWords);
  const speech = useSpeech();
  const { trend } = snapshot;
  if (trend === undefined) return null;
  const series = trend.series.filter(({ points }) => points.length > 0);
  if (series.length === 0) return <p className={classes.legend}>{words.noTrend}</p>;
  return (
    <figure className={classes.trend}>
      <figcaption className={classes.label}>{words.trend}</figcaption>
      <ul>
        {series.map((one) => (
          <li key={one.code} className={classes.series}>
            <span>{labelOf(one.code, speech)}</span>
            <Line series={one} from={Date.parse(trend.from)} to={Date.parse(trend.to)} />
            <span className={classes.figures}>{rangeText(one, words.trendCell)}</span>
          </li>
        ))}
      </ul>
      <HourTable table={snapshot.table} />
    </figure>
  );
}

/** Hour by hour, as it is printed; folded, since it is long. */
function HourTable({ table }: Pick<SnapshotView, "table">) {
  const own = useWords(deskWords);
  const { say, language } = useSpeech();
  if (table === undefined || table.rows.length === 0) return null;
  return (
    <details data-hours={table.rows.length}>
      <summary className={classes.fold}>{own.hourTable}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by the keyboard */}
      <section className={classes.scrolls} aria-label={own.hourTable} tabIndex={0}>
        <table className={classes.hours}>
          <thead>
            <tr>
              <th scope="col">{own.hour}</th>
              {table.columns.map(({ code, label, unit }) => (
                <th key={code} scope="col">
                  {say(label)} {say(unit)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ at, cells }) => (
              <tr key={at}>
                <th scope="row">
                  <time dateTime={at}>
                    {dateOf(Date.parse(at), language)} {clockTime(Date.parse(at))}
                  </time>
                </th>
                {table.columns.map(({ code }, column) => (
                  <td key={code}>{say(cells[column] ?? { zh: "—", en: "—" })}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

function rangeText({ points }: Series, say: (last: string, low: string, high: string) => string): string {
  const shown = (value: number) => String(Math.round(value * 10) / 10);
  const last = points.at(-1)?.mean ?? 0;
  return say(
    shown(last),
    shown(Math.min(...points.map(({ min }) => min))),
    shown(Math.max(...points.map(({ max }) => max))),
  );
}

function Line({ series, from, to }: { readonly series: Series; readonly from: number; readonly to: number }) {
  const low = Math.min(...series.points.map(({ min }) => min));
  const high = Math.max(...series.points.map(({ max }) => max));
  const x = (at: string) => ((Date.parse(at) - from) / Math.max(1, to - from)) * width;
  const y = (value: number) => height - 3 - ((value - low) / Math.max(1e-9, high - low)) * (height - 6);
  const path = series.points
    .map((point, at) => {
      const before = series.points[at - 1];
      const isGap = before === undefined || Date.parse(point.at) - Date.parse(before.at) > gapMs;
      return `${isGap ? "M" : "L"}${x(point.at).toFixed(1)} ${y(point.mean).toFixed(1)}${isGap ? "h0.1" : ""}`;
    })
    .join("");
  return (
    <svg className={classes.spark} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
