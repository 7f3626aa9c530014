import { Link } from "wouter";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { useAlertWords } from "../inbox/alert-words.ts";
import { holderName } from "../inbox/standing.ts";
import lights from "../parts/alarm-light.module.css";
import colours from "../parts/alert-colours.module.css";
import { levelOf, PriorityGlyph } from "../parts/glyph.tsx";
import { Elapsed } from "../parts/moment.tsx";
import { useSpeech, useWords } from "../words/language.tsx";
import classes from "./call-card.module.css";
import { isBroad, roomIn } from "./call-strip-plan.ts";
import type { Box } from "./floor-plan.ts";
import { emsOf, fitted } from "./text-fit.ts";
import { wallWords } from "./wall-words.ts";

interface CallCardProps {
  readonly alert: AlertView;
  readonly name: string;
  readonly bedLabel: string;
  readonly more: number;
  readonly box: Box;
}

/** Somebody's call, large enough for the corridor: what happened as large as the name, where, since when, who is on it. */
export function CallCard({ alert, name, bedLabel, more, box }: CallCardProps) {
  const { words, say } = useSpeech();
  const wall = useWords(wallWords);
  const own = useAlertWords(alert);
  const level = levelOf(alert);
  const what = `${words.priorities[level]} ${say(alert.title)}`;
  const waits = alert.kind === "referral-unanswered" ? wall.toTelephone : own.nobody;
  const standing = `${holderName(alert) ?? waits}${more > 0 ? ` · ${words.moreAlerts(more)}` : ""}`;
  const light = alert.handling === "new" && level !== "technical" ? lights[level] : "";
  const sizes = sizesIn(box, {
    what: emsOf(what) + 1.3,
    name: emsOf(name),
    bed: emsOf(bedLabel),
    standing: emsOf(standing),
  });
  return (
    <li
      className={`${classes.card} ${isBroad(box) ? classes.broad : ""} ${colours[level]} ${light}`}
      style={{ left: box.left, top: box.top, width: box.width, height: box.height }}
      data-wall-alert={alert.id}
    >
      <p className={classes.what} style={{ fontSize: sizes.what }}>
        <PriorityGlyph level={level} /> {what}
      </p>
      <p className={classes.who} style={{ fontSize: sizes.name }}>
        <Link className={classes.link} href={`/alerts/${alert.id}`}>
          {name}
        </Link>
        <span className={classes.bed}>{bedLabel}</span>
      </p>
      <p className={classes.foot} style={{ fontSize: sizes.foot }}>
        <span className={classes.since}>
          <Elapsed since={Date.parse(alert.raisedAt)} />
        </span>{" "}
        {standing}
      </p>
    </li>
  );
}

interface Ems {
  readonly what: number;
  readonly name: number;
  readonly bed: number;
  readonly standing: number;
}

/** Room for the time that counts up. */
const sinceEms = 4.2;

/** Sizes at which every text has its place; the name is never so large that what happened looks small beside it. */
function sizesIn(box: Box, ems: Ems): { what: number; name: number; foot: number } {
  const { width, letter } = roomIn(box);
  const what = fitted(letter, width, ems.what);
  // Name and bed have room for one line, the bed at six tenths of the name.
  const name = fitted(Math.min(letter, what * 1.6), width, ems.name + ems.bed * 0.6 + 0.4);
  const foot = fitted(letter * 0.68, width, sinceEms + ems.standing + 0.4);
  return { what, name, foot };
}
