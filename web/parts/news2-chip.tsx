import type { News2View } from "../../contracts/http/residents.ts";
import { useConnection } from "../data/use-board.ts";
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

/** Is the score, as far as it is known, in a band above low? */
export function isRaised(score: News2View): boolean {
  return score.status !== "not-scored" && score.band !== "low";
}

/** A raised score in one phrase: `NEWS2 6 分，中危`; partial `NEWS2 ≥3 · 缺血压、意识，单项 3 分`. */
export function raisedText(score: News2View, words: Words): string {
  const points = score.status === "full" ? words.news2Points(score.min) : news2Text(score, words, namedAtMost);
  return `${words.news2} ${points}${words.clause}${words.news2Bands[score.band]}`;
}

/** The score; as one that may be old while no live connection says otherwise. */
export function News2Chip({ score }: { readonly score: News2View }) {
  const { words } = useSpeech();
  const stands = isRaised(score);
  const isOld = useConnection().kind === "lost";
  const whole = news2Text(score, words, Number.POSITIVE_INFINITY);
  return (
    <p className={`${classes.chip} ${isOld ? classes.old : ""}`} title={`${words.news2} ${whole}`}>
      <span className={classes.name}>{words.news2}</span>{" "}
      <span className={stands ? classes.raised : undefined}>{news2Text(score, words, namedAtMost)}</span>
      {stands && <span className={classes.band}> {words.news2Bands[score.band]}</span>}
      {isOld && <span> · {words.connectionDown}</span>}
    </p>
  );
}
