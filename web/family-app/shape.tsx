import classes from "./light.module.css";
import type { Standing } from "./news.ts";

/** What a light looks like where colours are not seen: each state has a shape of its own. */
export type Look = "well" | "looked-after" | "emergency" | "not-monitored" | "unknown" | "no-news";

export function lookOf(standing: Standing): Look {
  if (standing.kind === "current") return standing.state;
  if (standing.kind === "none") return "unknown";
  return standing.was === "emergency" ? "emergency" : "no-news";
}

const drawings: Readonly<Record<Look, string>> = {
  well: "M3 16a13 13 0 1 0 26 0 13 13 0 1 0-26 0M9.5 16.5l4.5 4.5 8.5-9.5",
  "looked-after": "M4 4h24v24H4zM16 10v7M16 22v.1",
  emergency: "M16 3 30 28H2zM16 12v8M16 24v.1",
  "not-monitored": "M3 16a13 13 0 1 0 26 0 13 13 0 1 0-26 0M7 7l18 18",
  unknown: "M3 16a13 13 0 1 0 26 0 13 13 0 1 0-26 0M12 13a4 4 0 1 1 4 5v1M16 23v.1",
  "no-news": "M3 16a13 13 0 1 0 26 0 13 13 0 1 0-26 0M16 9v7l4.5 3",
};

export function Shape({ look }: { readonly look: Look }) {
  return (
    <svg className={classes.shape} viewBox="0 0 32 32" aria-hidden="true">
      <path
        d={drawings[look]}
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
