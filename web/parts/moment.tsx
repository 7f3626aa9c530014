import { useSpeech } from "../words/language.tsx";
import { absolute, clockTime, countUp, dateOf, whenWas } from "../words/time-words.ts";
import { useNow, useOnClock } from "./use-clock.ts";

/** A moment relative to now; the whole date and time stand in its title. */
export function Moment({ at }: { readonly at: number }) {
  const { language } = useSpeech();
  const text = useOnClock((now) => whenWas(at, now, language));
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)}>
      {text}
    </time>
  );
}

/** How long it has lasted, counting up. */
export function Elapsed({ since }: { readonly since: number }) {
  const { language } = useSpeech();
  const now = useNow();
  return (
    <time dateTime={new Date(since).toISOString()} title={absolute(since)}>
      {countUp(now - since, language)}
    </time>
  );
}

/** A moment on a timeline: the clock, and the date unless it was today. */
export function Stamp({ at }: { readonly at: number }) {
  const { language } = useSpeech();
  const isToday = useOnClock((now) => dateOf(now, language) === dateOf(at, language));
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)}>
      {isToday ? clockTime(at) : `${dateOf(at, language)} ${clockTime(at)}`}
    </time>
  );
}
