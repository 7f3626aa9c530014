import { useSyncExternalStore } from "react";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { type Language, settingsStore } from "../data/settings.ts";
import { en } from "./en.ts";
import { type Words, zh } from "./zh.ts";

export interface Speech {
  readonly language: Language;
  readonly words: Words;
  /** Picks the language of a sentence that came with both. */
  say(sentence: Bilingual): string;
}

const speeches: Readonly<Record<Language, Speech>> = {
  zh: { language: "zh", words: zh, say: (sentence) => sentence.zh },
  en: { language: "en", words: en, say: (sentence) => sentence.en },
};

/** The words of the chosen language; the page is drawn anew when it changes. */
export function useSpeech(): Speech {
  return speeches[useSyncExternalStore(settingsStore.subscribe, () => settingsStore.read().language)];
}

/**
 * The words of one area in the chosen language. An area keeps its own words beside its pages, so that they come with its
 * code and not with the first page: `export const dutyWords = { zh, en: … satisfies typeof zh }`.
 */
export function useWords<T>(words: Readonly<Record<Language, T>>): T {
  const { language } = useSpeech();
  return words[language];
}
