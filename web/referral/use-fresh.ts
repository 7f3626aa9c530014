import { useEffect } from "react";
import { useReferralNews } from "../data/referral-news.ts";
import { type Asked, useAnswer } from "../data/use-answer.ts";

/** Whoever hears nothing sees what is at most this old. */
const readEveryMs = 30_000;

/** An answer about several cases, asked for again with every news of any. */
export function useFresh<T>(path: string, schema: Parameters<typeof useAnswer<T>>[2]): Asked<T> {
  const asked = useAnswer(path, () => path, schema);
  const news = useReferralNews();
  // biome-ignore lint/correctness/useExhaustiveDependencies: each news is a reason to ask, the question is the same
  useEffect(() => {
    if (news > 0) asked.again();
    const timer = setInterval(() => {
      if (!document.hidden) asked.again();
    }, readEveryMs);
    return () => clearInterval(timer);
  }, [path, news]);
  return asked;
}
