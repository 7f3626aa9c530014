import { Link } from "wouter";
import type { SheetAlertView } from "../../contracts/http/hand-overs.ts";
import { PriorityGlyph } from "../parts/glyph.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import { clockTime, dateOf } from "../words/time-words.ts";
import classes from "./hand-over.module.css";
import { handOverWords } from "./hand-over-words.ts";

interface SheetAlertsProps {
  readonly heading: string;
  readonly empty: string;
  readonly alerts: readonly SheetAlertView[];
}

/** Alerts on the sheet: what, who, where, since when, who is on it, and what persons wrote. */
export function SheetAlerts({ heading, empty, alerts }: SheetAlertsProps) {
  const words = useWords(handOverWords);
  const { words: general, say, language } = useSpeech();
  const moment = (time: string) => `${dateOf(Date.parse(time), language)} ${clockTime(Date.parse(time))}`;
  return (
    <section>
      <h2 className={classes.heading}>{heading}</h2>
      {alerts.length === 0 && <p className={classes.muted}>{empty}</p>}
      <ul className={classes.list}>
        {alerts.map((alert) => (
          <li key={alert.id} className={classes.item}>
            <p>
              <PriorityGlyph level={alert.technical ? "technical" : alert.priority} />{" "}
              <Link href={`/alerts/${encodeURIComponent(alert.id)}`}>
                <strong>{say(alert.title)}</strong>
              </Link>{" "}
              {alert.residentName} · {alert.bed ?? general.noBed} · {moment(alert.raisedAt)}
            </p>
            <p className={classes.muted}>
              {alert.isHandedOver === true && alert.holder !== undefined
                ? words.givenNotThere(alert.holder.name)
                : words.handling[alert.handling]}
              {alert.condition === "cleared" && alert.handling !== "resolved" && ` · ${words.cleared}`}
              {alert.handling !== "resolved" &&
                alert.isHandedOver !== true &&
                ` · ${alert.holder === undefined ? words.noHolder : words.holder(alert.holder.name)}`}
              {alert.shelved !== undefined &&
                ` · ${words.shelvedUntil(clockTime(Date.parse(alert.shelved.until)), alert.shelved.reason)}`}
              {alert.outcome !== undefined && ` · ${general.outcomes[alert.outcome]}`}
              {alert.resolvedBy !== undefined && ` · ${words.resolvedBy(alert.resolvedBy)}`}
            </p>
            {alert.remarks.map(({ at, by, note }) => (
              <p key={`${at} ${by}`} className={classes.remark}>
                {clockTime(Date.parse(at))} {by}：{note}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
