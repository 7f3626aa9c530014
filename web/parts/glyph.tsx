import type { AlertView } from "../../contracts/http/alerts.ts";
import type { Presence } from "../data/freshness.ts";
import classes from "./glyph.module.css";

export type Level = AlertView["priority"] | "technical";

/** Technical alerts are about devices and wear their own shape and colour, whatever their priority. */
export function levelOf(alert: { readonly technical: boolean; readonly priority: AlertView["priority"] }): Level {
  return alert.technical ? "technical" : alert.priority;
}

const levelShapes: Readonly<Record<Level, string>> = {
  high: "M8 1.5 15 14.5H1Z",
  medium: "M2 2h12v12H2Z",
  low: "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13Z",
  technical: "M8 1 15 8 8 15 1 8Z",
};

/** The shape of a priority; its word always stands beside it. */
export function PriorityGlyph({ level }: { readonly level: Level }) {
  return (
    <svg className={`${classes.glyph} ${classes[level]}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={levelShapes[level]} />
    </svg>
  );
}

/** Full disc: everything is heard; half: some; empty ring, struck through: nothing. */
export function PresenceGlyph({ presence }: { readonly presence: Presence }) {
  return (
    <svg className={classes.glyph} viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />
      {presence === "monitored" && <circle cx="8" cy="8" r="3.2" fill="currentColor" />}
      {presence === "partly-monitored" && <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />}
      {presence === "unmonitored" && <path d="M3.5 12.5 12.5 3.5" stroke="currentColor" strokeWidth="2" />}
    </svg>
  );
}
