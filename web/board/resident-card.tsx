import { memo } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { useAway } from "../data/away.ts";
import { presenceAt } from "../data/freshness.ts";
import { useResident } from "../data/use-board.ts";
import { BedStateText } from "../parts/bed-state.tsx";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { News2Chip } from "../parts/news2-chip.tsx";
import { PresenceChip } from "../parts/presence-chip.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { VitalCell } from "../parts/vital-cell.tsx";
import { useSpeech } from "../words/language.tsx";
import classes from "./resident-card.module.css";

export const cardVitals = ["heart-rate", "respiratory-rate", "spo2"] as const;

interface ResidentCardProps {
  readonly residentId: string;
  /** The most urgent open alert. */
  readonly alert: AlertView | undefined;
  readonly moreAlerts: number;
}

/** One resident at a glance: who, where, is anyone listening, how they are. Redraws only when something on it changes. */
export const ResidentCard = memo(function ResidentCard({ residentId, ...alerts }: ResidentCardProps) {
  const resident = useResident(residentId);
  return resident === undefined ? null : <Card resident={resident} {...alerts} />;
});

interface CardProps extends Omit<ResidentCardProps, "residentId"> {
  readonly resident: ResidentView;
}

function Card({ resident, alert, moreAlerts }: CardProps) {
  const { words, say } = useSpeech();
  const presence = useOnClock((now) => presenceAt(resident, now));
  const away = useAway(resident.id);
  const level = alert === undefined ? "calm" : levelOf(alert);
  return (
    <li className={classes.item}>
      <article className={`${classes.card} ${classes[level]} ${classes[presence]}`} data-resident={resident.id}>
        <h3 className={classes.name}>
          <Link className={classes.link} href={`/residents/${resident.id}`} data-resident-link="">
            {resident.name}
          </Link>
        </h3>
        <div className={classes.where}>
          <p className={classes.place}>
            {resident.bed?.label ?? words.noBed}
            {away === undefined && presence !== "unmonitored" && <BedStateText resident={resident} />}
          </p>
          {away === undefined ? (
            <PresenceChip resident={resident} />
          ) : (
            <strong data-away={away.stage}>{words.away[away.stage](away.hospital)}</strong>
          )}
        </div>
        {alert !== undefined && (
          <p className={classes.alert}>
            <PriorityGlyph level={levelOf(alert)} /> <strong>{say(alert.title)}</strong>{" "}
            <Elapsed since={Date.parse(alert.raisedAt)} />
            {moreAlerts > 0 && <span className={classes.more}>{words.moreAlerts(moreAlerts)}</span>}
          </p>
        )}
        <dl className={classes.vitals}>
          {cardVitals.map((code) => (
            <VitalCell key={code} code={code} resident={resident} />
          ))}
        </dl>
        <News2Chip score={resident.news2} />
      </article>
    </li>
  );
}
