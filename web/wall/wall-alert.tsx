import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { holderName } from "../inbox/standing.ts";
import lights from "../parts/alarm-light.module.css";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import type { Box } from "./floor-plan.ts";
import { emsOf, fitted } from "./text-fit.ts";
import classes from "./wall-alert.module.css";
import { wallWords } from "./wall-words.ts";

interface WallAlertProps {
  readonly alert: AlertView;
  readonly name: string;
  readonly bedLabel: string;
  readonly more: number;
  readonly box: Box;
}

/** A bed whose alert is open, large enough for the corridor: what, who, where, since when, who is on it. */
export function WallAlert({ alert, name, bedLabel, more, box }: WallAlertProps) {
  const { words, say } = useSpeech();
  const wall = useWords(wallWords);
  const level = levelOf(alert);
  const responder = holderName(alert);
  const unit = Math.min(box.height / 7.2, box.width / 12);
  const width = box.width - unit * 1.2 - 8;
  const what = `${words.priorities[level]} ${say(alert.title)}`;
  const rest = more > 0 ? words.moreAlerts(more) : "";
  const whatSize = Math.max(unit * 0.6, fitted(unit, width, emsOf(what + rest) + 2));
  const light = alert.handling === "new" && level !== "technical" ? lights[level] : "";
  return (
    <li
      className={`${classes.card} ${classes[level]} ${light}`}
      style={{ left: box.left, top: box.top, width: box.width, height: box.height, fontSize: unit }}
      data-wall-alert={alert.id}
    >
      <p className={classes.what} style={{ fontSize: whatSize }}>
        <PriorityGlyph level={level} /> {what}
        {rest !== "" && <span className={classes.more}> {rest}</span>}
      </p>
      <p className={classes.name} style={{ fontSize: fitted(unit * 2, width, emsOf(name)) }}>
        <Link className={classes.link} href={`/alerts/${alert.id}`}>
          {name}
        </Link>
      </p>
      <p className={classes.where}>{bedLabel}</p>
      <p className={classes.foot}>
        <span className={classes.since}>
          <Elapsed since={Date.parse(alert.raisedAt)} />
        </span>{" "}
        {responder ?? wall.nobody}
      </p>
    </li>
  );
}
