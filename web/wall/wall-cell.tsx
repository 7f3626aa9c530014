import { memo } from "react";
import { useAway } from "../data/away.ts";
import { boardStore } from "../data/board-store.ts";
import { type Level, PriorityGlyph } from "../parts/glyph.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { awayFace, type CellFace, type CellState, cellFace, emptyFace, wallVitals } from "./cell-face.ts";
import type { Box } from "./floor-plan.ts";
import { emsOf, fitted } from "./text-fit.ts";
import classes from "./wall-cell.module.css";
import { wallWords } from "./wall-words.ts";

interface WallCellProps {
  /** Absent: an empty bed. */
  readonly residentId: string | undefined;
  readonly name: string;
  readonly label: string;
  readonly box: Box;
  readonly level: Level | undefined;
  readonly kind: "rooms" | "tiles";
}

/** Border and padding of a cell, both sides, at their widest; the edge of a tile may touch its name. */
const frame = 10;
const tileFrame = 8;

/**
 * One bed on the wall. It looks at its own resident each second, in turn with the other beds, and is drawn only when
 * something on it is another: at most that much older is what it shows.
 */
export const WallCell = memo(function WallCell({ residentId, kind, level, name, label, box }: WallCellProps) {
  const speech = useSpeech();
  const wall = useWords(wallWords);
  const away = useAway(residentId ?? "");
  const text = useOnClock((now) => {
    if (away !== undefined) return JSON.stringify(awayFace(wall.away[away.stage]));
    const resident = boardStore.read().county?.residents.get(residentId ?? "");
    return JSON.stringify(resident === undefined ? emptyFace : cellFace(resident, now, speech));
  });
  const face: CellFace = JSON.parse(text);
  const Inside = kind === "rooms" ? Room : Tile;
  return (
    <li
      className={`${classes.cell} ${classes[face.state]} ${level === undefined ? "" : classes[level]}`}
      style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
      data-cell={name}
    >
      <Inside face={face} name={name} label={label} level={level} box={box} />
    </li>
  );
});

interface InsideProps extends Pick<WallCellProps, "name" | "label" | "level" | "box"> {
  readonly face: CellFace;
}

/** Who, which bed, in it or not, and what is measured: as large as all of it fits. */
function Room({ face, name, label, level, box }: InsideProps) {
  const { words } = useSpeech();
  const width = box.width - frame;
  // Name, line and values with their labels are so many units high, by their sizes and line heights below.
  const unit = Math.min((box.height - frame) / 4.85, box.width / 6.4);
  const { stateText, values } = face;
  const lineSize = fitted(unit * 0.8, width, emsOf(label) + emsOf(stateText) + 0.6);
  const valueEms = values.reduce((sum, { text, age }) => sum + Math.max(1.2, emsOf(text) + emsOf(age) * 0.55 + 0.3), 0);
  return (
    <>
      <p className={classes.name} style={{ fontSize: fitted(unit * 1.5, width - unit * 1.5, emsOf(name)) }}>
        <span className={classes.glyph} style={{ fontSize: unit * 1.2 }}>
          {level === undefined ? <StateGlyph state={face.state} /> : <PriorityGlyph level={level} />}
        </span>
        <span>{name}</span>
      </p>
      <p className={classes.line} style={{ fontSize: lineSize }}>
        <span>{label}</span> <span className={classes.state}>{stateText}</span>
      </p>
      {values.length > 0 && (
        <dl className={classes.values} style={{ fontSize: fitted(unit * 1.15, width, valueEms) }}>
          {values.map(({ text, age }, index) => {
            const code = wallVitals[index] ?? "spo2";
            return (
              <div key={code} className={age === "" ? classes.value : `${classes.value} ${classes.stale}`}>
                <dt className={classes.label}>{words.shortNames[code]}</dt>
                <dd>
                  {text}
                  {age !== "" && <span className={classes.age}>{age}</span>}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </>
  );
}

/** Whoever is heard and where they should be is quiet: nothing but their name and bed. */
const isQuiet: ReadonlySet<CellState> = new Set(["in-bed", "heard", "empty"]);

/** Where hundreds of beds leave no room for more: who, as large as it goes, and which bed; a shape for what is not usual. */
function Tile({ face, name, label, level, box }: InsideProps) {
  const width = box.width - tileFrame;
  const height = box.height - tileFrame;
  const ems = emsOf(name);
  // A long name stands in two lines where it is larger so.
  const oneLine = fitted(height * 0.54, width, ems);
  const twoLines = fitted(height * 0.33, width, Math.ceil(ems / 2) + 0.6);
  const isLong = twoLines > oneLine;
  const glyph =
    level !== undefined ? (
      <PriorityGlyph level={level} />
    ) : isQuiet.has(face.state) ? undefined : (
      <StateGlyph state={face.state} />
    );
  const labelSize = fitted(height * (isLong ? 0.22 : 0.3), width, emsOf(label) + 1.6);
  return (
    <>
      <p className={isLong ? classes.longName : classes.tileName} style={{ fontSize: Math.max(oneLine, twoLines) }}>
        {name}
      </p>
      <p className={classes.tileLine} style={{ fontSize: labelSize }}>
        <span>{label}</span>
        {glyph !== undefined && <span className={classes.glyph}>{glyph}</span>}
        <span className="said">{face.stateText}</span>
      </p>
    </>
  );
}

/** Lying figure, empty bed, heard, half heard, not heard: told apart by shape alone. */
function StateGlyph({ state }: { readonly state: CellState }) {
  return (
    <svg className={classes.shape} viewBox="0 0 16 16" aria-hidden="true">
      {state === "in-bed" && <path d="M1 4v9M1 10.5h14V13M4.5 8.5h.01M7 9.5h7.5c0-2-1.5-3-3.5-3H7Z" />}
      {state === "out-of-bed" && <path d="M1 4v9M1 10.5h14V13M9 2.5v5M6.5 5 9 7.5 11.5 5" />}
      {state === "heard" && <path d="M1 8.5h3.5l2-5 3 9 2-4H15" />}
      {state === "partly-monitored" && <path d="M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12" />}
      {state === "unmonitored" && <path d="M8 2a6 6 0 1 0 .01 0M3.8 12.2l8.4-8.4" />}
      {state === "away" && <path d="M1 8h9M7 4.5 10.5 8 7 11.5M15 2v12" />}
      {state === "empty" && <path d="M1 4v9M1 10.5h14V13" />}
    </svg>
  );
}
