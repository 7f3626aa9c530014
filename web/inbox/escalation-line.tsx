import type { AlertView } from "../../contracts/http/alerts.ts";
import { CountdownRing } from "../parts/countdown-ring.tsx";
import { useNow } from "../parts/use-clock.ts";
import { useSpeech, useWords } from "../words/language.tsx";
import { countUp } from "../words/time-words.ts";
import { type AlertWords, alertWords } from "./alert-words.ts";
import classes from "./escalation-line.module.css";
import { nextStepOf } from "./standing.ts";

type Called = NonNullable<AlertView["escalation"]>["called"];

/** Whom a step calls, in words: `护工、护士、1 个群或系统`; empty when it is not known. */
export function calledText(called: Called | undefined, words: AlertWords): string {
  if (called === undefined) return "";
  const roles = called.roles.map((role) => words.dutyRoles[role]);
  const persons = called.persons > 0 ? [words.persons(called.persons)] : [];
  const channels = called.channels > 0 ? [words.channels(called.channels)] : [];
  return [...roles, ...persons, ...channels].join(words.and);
}

/** Whom it has called so far; nothing where it called nobody. */
export function Called({ alert }: { readonly alert: AlertView }) {
  const words = useWords(alertWords);
  const called = calledText(alert.escalation?.called, words);
  return called === "" || alert.escalation?.taken === 0 ? null : ` · ${words.called(called)}`;
}

/** What happens next if nobody does anything, and when. */
export function EscalationLine({ alert }: { readonly alert: AlertView }) {
  const words = useWords(alertWords);
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
          : words.callsIn(left, calledText(alert.escalation?.next, words));
  return (
    <p className={classes.line}>
      <CountdownRing fraction={step.fraction} /> {text}
    </p>
  );
}
