import type { Section } from "../office/office-page.tsx";
import { useWords } from "../words/language.tsx";
import { dutyWords } from "./duty-words.ts";

/** Who is on duty, who is called by it, and by what rules. */
export function useDutySections(): readonly Section[] {
  const words = useWords(dutyWords);
  return [
    { path: "/duty", label: words.roster },
    { path: "/duty/call-chain", label: words.callChain },
    { path: "/duty/escalation", label: words.escalation },
  ];
}
