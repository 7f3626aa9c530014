import type { ReferralView } from "../../contracts/http/referrals.ts";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { absolute, span, whenIs } from "../words/time-words.ts";
import classes from "./referral-row.module.css";
import { wayBackWords } from "./way-back-words.ts";

/** When they come home: the appointment, and on the way how long it is until then, or that it is over. */
export function BackTime({ referral: { backAt, state } }: { readonly referral: ReferralView }) {
  const words = useWords(wayBackWords);
  const { language } = useSpeech();
  const now = useNow();
  if (backAt === undefined) return null;
  const at = Date.parse(backAt);
  const when = whenIs(at, now, language);
  const isOnTheWay = state === "returning";
  if (!isOnTheWay && state !== "down-accepted" && state !== "ready-for-down") return null;
  return (
    <span className={classes.coming} data-back-at={backAt}>
      <time dateTime={backAt} title={absolute(at)}>
        {isOnTheWay ? words.expected(when) : words.agreed(when)}
      </time>
      {isOnTheWay &&
        (at >= now ? ` · ${words.homeIn(span(at - now, language))}` : ` · ▲ ${words.over(span(now - at, language))}`)}
    </span>
  );
}
