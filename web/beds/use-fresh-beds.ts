import { useEffect } from "react";
import { useBedNews } from "../data/bed-news.ts";
import { useReferralNews } from "../data/referral-news.ts";
import { type Asked, useAnswer } from "../data/use-answer.ts";
import { useConnection } from "../data/use-board.ts";

/** While news are heard one may still be lost on its way; whoever hears none sees what is at most so old. */
const readEveryMs = { heard: 120_000, unheard: 30_000 } as const;

/** An answer about the beds of a facility, asked for again with every news of them, and from time to time. */
export function useFreshBeds<T>(
  facilityId: string,
  path: string,
  schema: Parameters<typeof useAnswer<T>>[2],
): Asked<T> {
  const asked = useAnswer(path, () => path, schema);
  const news = useBedNews(facilityId) + useReferralNews();
  const { kind } = useConnection();
  const everyMs = kind === "live" ? readEveryMs.heard : readEveryMs.unheard;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is a reason to ask, the question is the same
  useEffect(() => {
    if (news > 0) asked.again();
  }, [path, news]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking anew begins no other rhythm
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) asked.again();
    }, everyMs);
    return () => clearInterval(timer);
  }, [path, everyMs]);
  return asked;
}
