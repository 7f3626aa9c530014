import type { AlertView } from "../../contracts/http/alerts.ts";
import { toldOfRound } from "../../contracts/told-of-round.ts";
import { CountdownRing } from "../parts/countdown-ring.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech } from "../words/language.tsx";
import { countUp } from "../words/time-words.ts";
import { type AlertWords, useAlertWords } from "./alert-words.ts";
import classes from "./escalation-line.module.css";
import { nextStepOf } from "./standing.ts";

type Called = NonNullable<AlertView["escalation"]>["called"];

/** Whom a step is to call, in words: `护理员、护士、1 个群或系统`; empty when it is not known. */
function meantText(called: Called | undefined, words: AlertWords): string {
  if (called === undefined) return "";
  const roles = called.roles.map((role) => words.dutyRoles[role]);
  const persons = called.persons > 0 ? [words.persons(called.persons)] : [];
  const channels = called.channels > 0 ? [words.channels(called.channels)] : [];
  return [...roles, ...persons, ...channels].join(words.and);
}

const namesShown = 3;

/**
 * Whom the present round of calls really called, as the timeline names them; that it called nobody, where steps were taken
 * and nobody could be. Empty before the first step.
 */
export function calledText({ escalation, timeline }: AlertView, words: AlertWords): string {
  const told = escalation === undefined || escalation.taken === 0 ? undefined : toldOfRound(timeline);
  if (told === undefined) return "";
  const names = [...told.people, ...told.channels];
  if (names.length + told.more === 0) return words.calledNobody;
  const rest = names.length - Math.min(names.length, namesShown) + told.more;
  const shown = names.slice(0, namesShown).join(words.and);
  return words.called(rest === 0 ? shown : words.andOthers(shown, rest));
}

/** {@link calledText}, after what stands before it. */
export function Called({ alert }: { readonly alert: AlertView }) {
  const text = calledText(alert, useAlertWords(alert));
  return text === "" ? null : ` · ${text}`;
}

/** What happens next if nobody does anything, and when. */
export function EscalationLine({ alert }: { readonly alert: AlertView }) {
  const words = useAlertWords(alert);
  const { language } = useSpeech();
  const now = useNow();
  const step = nextStepOf(alert, now);
  if (step === undefined) return null;
  const left = countUp(step.leftMs + 999, language);
  const text =
    step.leftMs === 0
      ? step.kind === "reopens"
        ? words.late
        : words.overdue
      : step.kind === "reopens"
        ? words.reopensIn(left)
        : step.kind === "repeats"
          ? words.repeatsIn(left)
          : words.callsIn(left, meantText(alert.escalation?.next, words));
  return (
    <p className={classes.line}>
      <CountdownRing fraction={step.fraction} /> {text}
    </p>
  );
}
