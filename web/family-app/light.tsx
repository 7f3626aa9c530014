import type { ReactNode } from "react";
import type { Language } from "../data/settings.ts";
import { span, whenIs } from "../words/time-words.ts";
import type { Resident } from "./answers.ts";
import { useFamily } from "./family-store.ts";
import { type FamilyWords, useFamilyWords } from "./family-words.ts";
import classes from "./light.module.css";
import type { Standing } from "./news.ts";
import { lookOf, Shape } from "./shape.tsx";
import { useServiceTime } from "./use-standing.ts";

/** Name and what is said of them, as one sentence with one full stop. */
export function sentenceOf(name: string, said: string, language: Language): string {
  const rest = said.replace(/[。.]+$/, "");
  if (language === "zh") return `${name}${rest}。`;
  return `${name}${rest === "" ? "" : " "}${rest}.`;
}

/** The light's own word: what it is, or that it is old. */
export function wordOf(standing: Standing, words: FamilyWords, asOf: string): string {
  if (standing.kind === "current") return words.light[standing.state];
  if (standing.kind === "none") return "";
  return words.noNews(asOf);
}

/** The light: one sentence first, its shape and word, since when, and by what it is known. */
export function Light({ resident, standing }: { readonly resident: Resident; readonly standing: Standing }) {
  const { words, language, say } = useFamilyWords();
  const { family } = useFamily();
  const now = useServiceTime();
  const { name, light, lastSign } = resident;
  const look = lookOf(standing);
  if (standing.kind === "none") {
    const texts = {
      left: resident.left === undefined ? words.left : sentenceOf(name, say(resident.left), language),
      "not-granted": words.notGranted,
      "only-emergencies": words.onlyEmergencies,
      "no-light": words.noLight,
    };
    return (
      <Frame look={look} state={standing.why}>
        <h1 className={classes.sentence}>{name}</h1>
        <p>{texts[standing.why]}</p>
      </Frame>
    );
  }
  const when = (at: number) => whenIs(at, now, language);
  const asOf = family === undefined ? "" : when(family.asOf);
  const sentence = sentenceOf(name, light === undefined ? "" : say(light.sentence), language);
  const isCurrent = standing.kind === "current";
  const by = light?.by;
  const sign = by ?? lastSign;
  const age = sign === undefined ? "" : isCurrent ? ageText(now - sign.at, language) : when(sign.at);
  return (
    <Frame look={look} state={isCurrent ? standing.state : "no-news"}>
      <h1 className={classes.sentence}>{isCurrent ? sentence : words.noNews(asOf)}</h1>
      <p className={classes.word}>
        <Shape look={look} />
        {isCurrent ? words.light[standing.state] : name}
      </p>
      <div className={classes.facts}>
        {!isCurrent &&
          (standing.was === "emergency" ? <p>{words.thenEmergency}</p> : <p>{`${words.atThatTime}：${sentence}`}</p>)}
        {isCurrent && light?.since !== undefined && <p>{words.since(when(light.since))}</p>}
        {isCurrent && light?.next !== undefined && <p className={classes.next}>{say(light.next)}</p>}
        {sign !== undefined && (
          <p>{by === undefined ? words.lastSign(say(sign.label), age) : words.by(say(sign.label), age)}</p>
        )}
        {sign === undefined && light !== undefined && <p>{words.byNothing}</p>}
        {isCurrent && light !== undefined && light.silent.length > 0 && (
          <p>{words.silent(light.silent.map(say).join(language === "zh" ? "、" : ", "))}</p>
        )}
      </div>
    </Frame>
  );
}

function Frame({
  look,
  state,
  children,
}: {
  readonly look: string;
  readonly state: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={`${classes.light} ${classes[look]}`} data-light={state}>
      {children}
    </section>
  );
}

/** `1 分钟前`, as people say it. */
export function ageText(ms: number, language: Language): string {
  if (ms < 10_000) return language === "zh" ? "刚刚" : "just now";
  return language === "zh" ? `${span(ms, language)}前` : `${span(ms, language)} ago`;
}
