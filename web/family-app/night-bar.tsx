import type { Night } from "./answers.ts";
import { useFamilyWords } from "./family-words.ts";
import classes from "./night-bar.module.css";

const hourMs = 3_600_000;
const shanghaiMs = 8 * hourMs;
/** From 18:00 of the evening before the morning by whose date a night goes. */
const startsBeforeMs = 6 * hourMs;
const lastsMs = 18 * hourMs;

/** When the night of that morning begins: 18:00 of the day before, in Asia/Shanghai. */
export function nightStart(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - shanghaiMs - startsBeforeMs;
}

/** Where a stretch lies in the bar, in hundredths of its width; what lies outside is cut off. */
export function stretchOf(from: number, to: number, start: number): { readonly x: number; readonly width: number } {
  const part = (at: number) => (Math.min(Math.max(at - start, 0), lastsMs) / lastsMs) * 100;
  return { x: part(from), width: Math.max(0, part(to) - part(from)) };
}

/** A night as one bar: in bed is filled, out of bed is a low step, and what is not known stays hatched. Its sentence says the same. */
export function NightBar({ night }: { readonly night: Night }) {
  const { words, say } = useFamilyWords();
  const start = nightStart(night.date);
  return (
    <>
      <p>{say(night.sentence)}</p>
      {night.hasData && !Number.isNaN(start) && (
        <>
          <svg className={classes.bar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect className={classes.unknown} x="0" y="0" width="100" height="12" />
            {night.parts.map(({ from, to, isInBed }) => {
              const { x, width } = stretchOf(from, to, start);
              return (
                <rect
                  key={from}
                  className={isInBed ? classes.inBed : classes.up}
                  x={x}
                  width={width}
                  y={isInBed ? 0 : 8}
                  height={isInBed ? 12 : 4}
                />
              );
            })}
          </svg>
          <p className={classes.axis} aria-hidden="true">
            <span>18:00</span>
            <span>00:00</span>
            <span>06:00</span>
            <span>12:00</span>
          </p>
          <p className={classes.legend}>
            <span className={classes.inBedMark}>{words.inBed}</span>
            <span className={classes.upMark}>{words.outOfBed}</span>
            <span className={classes.unknownMark}>{words.notKnown}</span>
          </p>
        </>
      )}
    </>
  );
}
