import type { ComponentProps, ReactNode } from "react";
import type { AskProblem } from "../data/api.ts";
import { endsSight } from "./family-store.ts";
import { type FamilyWords, useFamilyWords } from "./family-words.ts";
import classes from "./parts.module.css";

type Weight = "first" | "urgent" | "plain";

function actionClass(weight: Weight): string {
  return `${classes.action} ${weight === "plain" ? "" : classes[weight]}`;
}

/** One thing to do, as wide as the column. */
export function Action({ weight = "plain", ...rest }: ComponentProps<"button"> & { readonly weight?: Weight }) {
  return <button type="button" className={actionClass(weight)} {...rest} />;
}

/** The same that leads somewhere: a number to dial, another page. */
export function ActionLink({
  weight = "plain",
  href,
  children,
}: {
  readonly weight?: Weight;
  readonly href: string;
  readonly children: ReactNode;
}) {
  return (
    <a className={actionClass(weight)} href={href}>
      {children}
    </a>
  );
}

export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={classes.actions}>{children}</div>;
}

export function Card({ heading, children }: { readonly heading?: ReactNode; readonly children: ReactNode }) {
  return (
    <section className={classes.card}>
      {heading !== undefined && <h2 className={classes.heading}>{heading}</h2>}
      {children}
    </section>
  );
}

export function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className={classes.quiet}>{children}</p>;
}

export function Title({ children }: { readonly children: ReactNode }) {
  return <h1 className={classes.title}>{children}</h1>;
}

/** What happened and what to do, in the reader's words. */
export function problemWords(problem: AskProblem, words: FamilyWords, language: "zh" | "en"): string {
  if (endsSight(problem)) return words.failed.gone;
  switch (problem.kind) {
    case "unreachable":
      return words.failed.unreachable;
    case "unreadable":
      return words.failed.unreadable;
    case "refused":
      if (problem.status >= 500) return words.failed.down;
      return words.failed.refused(problem.messages[language]);
  }
}

export function Problem({ problem, again }: { readonly problem: AskProblem; readonly again: () => void }) {
  const { words, language } = useFamilyWords();
  return (
    <div className={classes.notice} role="status" data-problem={problem.kind}>
      <p>{problemWords(problem, words, language)}</p>
      <Action onClick={again}>{words.retry}</Action>
    </div>
  );
}
