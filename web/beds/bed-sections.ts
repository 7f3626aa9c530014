import { mayOf, useMe } from "../data/me.ts";
import type { Section } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { bedWords } from "./bed-words.ts";

/** The pages of beds that are for whoever is here. */
export function useBedSections(): readonly Section[] {
  const words = useWords(bedWords);
  const me = useMe();
  return [
    { path: "/beds/board", label: words.title },
    ...(mayOf(me, "bed.convert") ? [{ path: "/beds/payers", label: words.payersPage }] : []),
  ];
}
