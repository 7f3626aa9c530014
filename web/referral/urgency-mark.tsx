import type { ReferralView } from "../../contracts/http/referrals.ts";
import { contractedWords, urgencyWords } from "../../contracts/referral-words.ts";
import { useSpeech } from "../words/language.tsx";
import classes from "./urgency-mark.module.css";

interface UrgencyMarkProps {
  readonly referral: Pick<ReferralView, "urgency" | "isContracted">;
}

/** How soon somebody has to be seen, by a shape and in words, and that they come before others of the same urgency. */
export function UrgencyMark({ referral: { urgency, isContracted } }: UrgencyMarkProps) {
  const { say } = useSpeech();
  const word = urgency === undefined ? undefined : urgencyWords[urgency];
  return (
    <>
      {word !== undefined && (
        <span className={`${classes.mark} ${urgency === "stat" ? classes.stat : ""}`} data-urgency={urgency}>
          <span aria-hidden="true">{word.shape}</span> {say(word)}
        </span>
      )}
      {isContracted === true && (
        <span className={classes.mark} data-contracted="">
          <span aria-hidden="true">★</span> {say(contractedWords)}
        </span>
      )}
    </>
  );
}
