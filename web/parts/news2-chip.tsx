import type { News2View } from "../../contracts/http/residents.ts";
import { useSpeech } from "../words/language.tsx";
import type { Words } from "../words/zh.ts";
import classes from "./news2-chip.module.css";

/** How many missing parameters are named before they are counted. */
const namedAtMost = 2;

function shortName(code: string, words: Words): string {
  return Object.hasOwn(words.news2Short, code) ? words.news2Short[code as keyof Words["news2Short"]] : code;
}

/** `5`; partial `≥3 · 缺血压、意识`; or why there is none. A partial score is never a bare number. */
export function news2Text(score: News2View, words: Words, names: number): string {
  if (score.status === "not-scored") {
    return score.excludedBecause === undefined
      ? words.news2NotScored
      : `${words.news2NotScored} · ${words.news2Excluded[score.excludedBecause]}`;
  }
  if (score.status === "full") return String(score.min);
  const missing = score.missing.map((code) => shortName(code, words));
  const named = missing.slice(0, names).join(words.comma);
  const gap = missing.length > names ? words.news2MissingMore(named, missing.length) : words.news2Missing(named);
  return `≥${score.min} · ${gap}`;
}

export function News2Chip({ score }: { readonly score: News2View }) {
  const { words } = useSpeech();
  const isRaised = score.status !== "not-scored" && score.band !== "low";
  const whole = news2Text(score, words, Number.POSITIVE_INFINITY);
  return (
    <p className={classes.chip} title={`${words.news2} ${whole}`}>
      <span className={classes.name}>{words.news2}</span>{" "}
      <span className={isRaised ? classes.raised : undefined}>{news2Text(score, words, namedAtMost)}</span>
      {isRaised && <span className={classes.band}> {words.news2Bands[score.band]}</span>}
    </p>
  );
}
