import { memo } from "react";
import { type Level, PriorityGlyph } from "../parts/glyph.tsx";
import { useSpeech } from "../words/language.tsx";
import { type CellFace, type CellState, wallVitals } from "./cell-face.ts";
import type { Box } from "./floor-plan.ts";
import classes from "./wall-cell.module.css";

interface WallCellProps {
  readonly name: string;
  readonly bedLabel: string;
  readonly box: Box;
  readonly face: CellFace;
  readonly level: Level | undefined;
  /** Says whether anything has changed. */
  readonly faceKey: string;
}

/** One bed on the wall. Redraws only when its face, its size or its name is another. */
export const WallCell = memo(
  function WallCell({ name, bedLabel, box, face, level }: WallCellProps) {
    const { words } = useSpeech();
    const unit = Math.min(box.height / 4.9, box.width / 6.4);
    const nameSize = Math.min(unit * 1.5, (box.width - unit * 2.6) / Math.max(2, name.length));
    return (
      <li
        className={`${classes.cell} ${classes[face.state]} ${level === undefined ? "" : classes[level]}`}
        style={{ left: box.left, top: box.top, width: box.width, height: box.height, fontSize: unit }}
        data-cell={name}
      >
        <p className={classes.name} style={{ fontSize: nameSize }}>
          <span className={classes.glyph} style={{ fontSize: unit * 1.2 }}>
            {level === undefined ? <StateGlyph state={face.state} /> : <PriorityGlyph level={level} />}
          </span>
          <span className={classes.text}>{name}</span>
        </p>
        <p className={classes.line}>
          {bedLabel} <span className={classes.state}>{face.stateText}</span>
        </p>
        {face.values.length > 0 && (
          <dl className={classes.values}>
            {face.values.map(({ text, age }, index) => {
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
      </li>
    );
  },
  (before, after) =>
    before.faceKey === after.faceKey &&
    before.box === after.box &&
    before.name === after.name &&
    before.bedLabel === after.bedLabel,
);

/** Lying figure, empty bed, heard, half heard, not heard: told apart by shape alone. */
function StateGlyph({ state }: { readonly state: CellState }) {
  return (
    <svg className={classes.shape} viewBox="0 0 16 16" aria-hidden="true">
      {state === "in-bed" && <path d="M1 4v9M1 10.5h14V13M4.5 8.5h.01M7 9.5h7.5c0-2-1.5-3-3.5-3H7Z" />}
      {state === "out-of-bed" && <path d="M1 4v9M1 10.5h14V13M9 2.5v5M6.5 5 9 7.5 11.5 5" />}
      {state === "heard" && <path d="M1 8.5h3.5l2-5 3 9 2-4H15" />}
      {state === "partly-monitored" && <path d="M8 2a6 6 0 1 0 0 12ZM8 2a6 6 0 0 1 0 12" />}
      {state === "unmonitored" && <path d="M8 2a6 6 0 1 0 .01 0M3.8 12.2l8.4-8.4" />}
      {state === "empty" && <path d="M1 4v9M1 10.5h14V13" />}
    </svg>
  );
}
