import { memo } from "react";
import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { mayOf, useMe } from "../data/me.ts";
import { useSelf } from "../data/self.ts";
import { useAlertSubject } from "../inbox/alert-subject.ts";
import { useAlertWords } from "../inbox/alert-words.ts";
import { CaseFacts } from "../inbox/case-facts.tsx";
import { Called, EscalationLine } from "../inbox/escalation-line.tsx";
import { holderName, isHandedOver, isMine, isShelved } from "../inbox/standing.ts";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { useOnClock } from "../parts/use-clock.ts";
import { greenAsked, isGreenCallable } from "../referral/green-callable.ts";
import { useSpeech } from "../words/language.tsx";
import { clockTime } from "../words/time-words.ts";
import { AlertActions } from "./alert-actions.tsx";
import classes from "./alert-row.module.css";

interface AlertRowProps {
  readonly alert: AlertView;
  /** Where more than one facility is shown. */
  readonly facilityName: string | undefined;
}

/** What, who, where, since when, who is on it: in this order, everywhere. */
export const AlertRow = memo(function AlertRow({ alert, facilityName }: AlertRowProps) {
  const { words, say } = useSpeech();
  const { name, place, href } = useAlertSubject(alert);
  const level = levelOf(alert);
  const own = useAlertWords(alert);
  const me = useMe();
  // Who is there sees whether the person has to go; the page it leads to asks before anybody is called.
  const isAtBedside =
    alert.handling === "on-site" && isGreenCallable(alert) && mayOf(me, "referral.call", alert.facilityId);
  return (
    <li className={`${classes.row} ${classes[level]}`} data-alert={alert.id}>
      <div className={classes.head}>
        <p className={classes.what}>
          <PriorityGlyph level={level} /> <span className={classes.level}>{words.priorities[level]}</span>{" "}
          <Link className={classes.title} href={`/alerts/${alert.id}`}>
            <strong>{say(alert.title)}</strong>
          </Link>
        </p>
        <p className={classes.since}>
          <Elapsed since={Date.parse(alert.raisedAt)} />
        </p>
      </div>
      <p className={classes.who}>
        <Link className={classes.name} href={href}>
          {name}
        </Link>
        <span className={classes.place}>
          {[place, facilityName].map((part) => (part === undefined || part === "" ? "" : ` · ${part}`))}
        </span>
      </p>
      <div className={classes.reason}>
        <p>{say(alert.reason)}</p>
        <CaseFacts alert={alert} />
      </div>
      <div className={classes.responder}>
        <p>
          <Responder alert={alert} />
          <Called alert={alert} />
          {alert.condition === "cleared" && <span className={classes.over}> {words.conditionOver}</span>}
        </p>
        <EscalationLine alert={alert} />
        {isAtBedside && (
          <Link className={classes.hospital} href={`/alerts/${alert.id}?${greenAsked}`} data-green-card="">
            {own.toHospital}
          </Link>
        )}
      </div>
      <AlertActions alert={alert} residentName={name} />
    </li>
  );
});

/** Who is on it and how far they have come; or for how long it is silenced, and why. */
export function Responder({ alert }: { readonly alert: AlertView }) {
  const words = useAlertWords(alert);
  const self = useSelf();
  const shelved = useOnClock((now) => isShelved(alert, now));
  const holder = holderName(alert);
  if (shelved && alert.shelved !== undefined) {
    const { until, by, reason } = alert.shelved;
    return <strong>{words.shelvedUntil(clockTime(Date.parse(until)), by, reason)}</strong>;
  }
  if (holder === undefined) return words.nobody;
  const mine = isMine(alert, self) && self.id !== undefined;
  if (alert.handling === "on-site") return <strong>{mine ? words.iAtBedside : words.atBedside(holder)}</strong>;
  if (isHandedOver(alert)) return <strong>{mine ? words.givenToMe : words.givenTo(holder)}</strong>;
  return <strong>{mine ? words.iOnTheWay : words.onTheWay(holder)}</strong>;
}
