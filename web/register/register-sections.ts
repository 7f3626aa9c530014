import type { Section } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { registerWords } from "./register-words.ts";

/** The pages of the register, in their order. */
export function useRegisterSections(): readonly Section[] {
  const words = useWords(registerWords);
  return [
    { path: "/residents/manage", label: words.residents },
    { path: "/beds", label: words.beds },
    { path: "/devices", label: words.devices },
    { path: "/import", label: words.import },
  ];
}
