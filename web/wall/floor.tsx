import { memo, useMemo } from "react";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { groupByResident } from "../board/board-filter.ts";
import type { Stay } from "../data/county.ts";
import { levelOf } from "../parts/glyph.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./floor.module.css";
import type { FloorPlan } from "./floor-plan.ts";
import { emsOf, fitted } from "./text-fit.ts";
import { WallCell } from "./wall-cell.tsx";
import { wallWords } from "./wall-words.ts";

interface FloorProps {
  readonly alerts: readonly AlertView[];
  readonly stays: readonly Stay[];
  readonly plan: FloorPlan;
  /** Where it begins, px below the top of the area. */
  readonly top: number;
}

/** All beds, drawn anew when somebody moves or an alert changes; what is measured each cell follows for itself. */
export const Floor = memo(function Floor({ alerts, stays, plan, top }: FloorProps) {
  const { words } = useSpeech();
  const wall = useWords(wallWords);
  const nameOf = useMemo(() => new Map(stays.map(({ id, name }) => [id, name])), [stays]);
  const byResident = useMemo(() => groupByResident(alerts), [alerts]);
  const isDimmed = alerts.some(
    ({ handling, technical, priority }) => handling === "new" && !technical && priority !== "low",
  );
  return (
    <ul className={`${classes.floor} ${isDimmed ? classes.dimmed : ""}`} style={{ top }}>
      {plan.headings.map(({ name, box }) => (
        <li key={name} className={classes.heading} style={{ left: box.left, top: box.top, height: box.height }}>
          {name}
        </li>
      ))}
      {plan.floors.map(({ name, box }) => (
        <li
          key={`${box.left} ${box.top}`}
          className={classes.floorName}
          style={{ ...box, fontSize: fitted(box.height * 0.36, box.width - 4, emsOf(name)) }}
        >
          {name}
        </li>
      ))}
      {plan.cells.map(({ place, box }) => {
        const alert = (byResident.get(place.residentId ?? "") ?? [])[0];
        return (
          <WallCell
            key={place.key}
            residentId={place.residentId}
            name={nameOf.get(place.residentId ?? "") ?? wall.emptyBed}
            label={place.shortLabel ?? words.noBed}
            box={box}
            level={alert === undefined ? undefined : levelOf(alert)}
            kind={plan.face}
          />
        );
      })}
    </ul>
  );
});
