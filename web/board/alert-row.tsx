import { memo } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { responderOf } from "../data/acting-person.ts";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { useSpeech } from "../words/language.tsx";
import { AlertActions } from "./alert-actions.tsx";
import classes from "./alert-row.module.css";

interface AlertRowProps {
  readonly alert: AlertView;
  readonly name: string;
  /** Bed, and facility where more than one is shown. */
  readonly place: string;
}

/** What, who, where, since when, who is on it: in this order, everywhere. */
export const AlertRow = memo(function AlertRow({ alert, name, place }: AlertRowProps) {
  const { words, say } = useSpeech();
  const level = levelOf(alert);
  const responder = responderOf(alert);
  return (
    <li className={`${classes.row} ${classes[level]}`} data-alert={alert.id}>
      <div className={classes.head}>
        <p className={classes.what}>
          <PriorityGlyph level={level} /> <span className={classes.level}>{words.priorities[level]}</span>{" "}
          <strong className={classes.title}>{say(alert.title)}</strong>
        </p>
        <p className={classes.since}>
          <Elapsed since={Date.parse(alert.raisedAt)} />
        </p>
      </div>
      <p className={classes.who}>
        <Link className={classes.name} href={`/residents/${alert.residentId}`}>
          {name}
        </Link>
        <span className={classes.place}> · {place}</span>
      </p>
      <p className={classes.reason}>{say(alert.reason)}</p>
      <p className={classes.responder}>
        {responder === undefined ? words.nobodyYet : <strong>{words.onTheWay(responder)}</strong>}
        {alert.condition === "cleared" && <span className={classes.over}>{words.conditionOver}</span>}
      </p>
      <AlertActions alert={alert} residentName={name} />
    </li>
  );
});
