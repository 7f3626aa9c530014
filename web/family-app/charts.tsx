import classes from "./charts.module.css";
import { dateWords, weekdaySign } from "./dates.ts";
import type { Band } from "./family-trends.ts";
import { useFamilyWords } from "./family-words.ts";
import { useLazyWords } from "./lazy-words.ts";

/** Below a week's columns each day has its sign; below a month's only the ends, which leave room to be read. */
function Axis({ days }: { readonly days: readonly string[] }) {
  const { language } = useFamilyWords();
  const isWeek = days.length <= 8;
  const shown = isWeek ? days : [days[0], days.at(-1)];
  return (
    <p className={isWeek ? classes.week : classes.ends} aria-hidden="true">
      {shown.map((date = "") => (
        <span key={date}>{isWeek ? weekdaySign(date, language) : dateWords(date, language)}</span>
      ))}
    </p>
  );
}

interface ColumnsProps {
  readonly days: readonly string[];
  /** Undefined: no data, which is drawn as a dashed place and never as a zero. */
  readonly values: readonly (number | undefined)[];
  say(value: number): string;
}

const height = 100;

/** One column a day; the longest is said in words beside. What is not known is a dashed line at the foot. */
export function Columns({ days, values, say }: ColumnsProps) {
  const words = useLazyWords();
  const known = values.filter((value) => value !== undefined);
  if (known.length === 0) return <p>{words.nothing}</p>;
  const most = Math.max(...known, 1);
  return (
    <>
      <p className={classes.most} aria-hidden="true">
        {say(most)}
      </p>
      <svg
        className={classes.columns}
        viewBox={`0 0 ${days.length * 10} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {values.map((value, n) =>
          value === undefined ? (
            <path key={days[n]} className={classes.missing} d={`M${n * 10 + 1.5} ${height - 1}h7`} />
          ) : (
            <rect
              key={days[n]}
              className={classes.column}
              x={n * 10 + 1.5}
              width="7"
              y={height - Math.max(2, (value / most) * height)}
              height={Math.max(2, (value / most) * height)}
            />
          ),
        )}
      </svg>
      <Axis days={days} />
    </>
  );
}

const marks: Readonly<Record<Band, string>> = {
  low: "M1.5 3h7l-3.5 6z",
  usual: "M5 1.5a3.5 3.5 0 1 0 .01 0z",
  high: "M1.5 8h7l-3.5-6z",
  unknown: "M2 5h6",
};
/** Of more days than these a mark is too narrow for a shape: its line alone says which it is. */
const shapedDays = 8;
const block = "M1 1h8v8h-8z";
const rows: Readonly<Record<Band, number>> = { high: 0, usual: 10, unknown: 10, low: 20 };

/** Each day one mark on one of three lines: high ▲ above, usual ● in the middle, low ▼ below. A day without one is empty. */
export function BandStrip({
  days,
  bands,
}: {
  readonly days: readonly string[];
  readonly bands: readonly (Band | undefined)[];
}) {
  const words = useLazyWords();
  if (bands.every((band) => band === undefined)) return <p>{words.nothing}</p>;
  return (
    <>
      <div className={classes.strip} aria-hidden="true">
        <p className={classes.lines}>
          {(["high", "usual", "low"] as const).map((band) => (
            <span key={band}>{words.bands[band]}</span>
          ))}
        </p>
        <svg
          className={classes.marks}
          viewBox={`0 0 ${days.length * 10} 30`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          <rect className={classes.usual} x="0" y="10" width={days.length * 10} height="10" />
          {bands.map((band, n) =>
            band === undefined ? null : (
              <path
                key={days[n]}
                className={band === "usual" ? classes.mark : classes.off}
                transform={`translate(${n * 10} ${rows[band]})`}
                d={days.length > shapedDays ? block : marks[band]}
              />
            ),
          )}
        </svg>
      </div>
      <Axis days={days} />
    </>
  );
}
