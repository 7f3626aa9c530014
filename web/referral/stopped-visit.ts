import { visitDetail } from "../../contracts/http/visits.ts";
import { useAnswer } from "../data/use-answer.ts";
import { eligibilityWords } from "../visit/eligibility-words.ts";
import { useWords } from "../words/language.tsx";

/** The video visit that found that somebody has to come in, and what it says of why. */
export interface StoppedVisit {
  readonly id: string;
  readonly reason: string;
}

/**
 * The visit that the page's address names, if it is one to this resident that the caller may see. `isAwaited`: not known yet;
 * a form should not begin without its words.
 */
export function useStoppedVisit(residentId: string): {
  readonly value: StoppedVisit | undefined;
  readonly isAwaited: boolean;
} {
  const words = useWords(eligibilityWords);
  const id = new URLSearchParams(location.search).get("visitId");
  const path = `/api/visits/${encodeURIComponent(id ?? "")}`;
  const { value, problem } = useAnswer(path, id === null ? undefined : () => path, visitDetail);
  const isAwaited = id !== null && value === undefined && problem === undefined;
  if (value === undefined || value.visit.resident.id !== residentId) return { value: undefined, isAwaited };
  const { stopped, eligibility } = value.visit;
  const cause = stopped?.cause === undefined ? undefined : words.visitStopped(words.causes[stopped.cause]);
  const said = [cause, stopped?.reason, eligibility?.priorDiagnosis, assessed(value.note)];
  const reason = said.filter((part) => part !== undefined && part.trim() !== "").join("；");
  return { value: { id: value.visit.id, reason: reason.slice(0, 500) }, isAwaited };
}

function assessed(
  note: { readonly parts: Readonly<Record<string, string | undefined>> } | undefined,
): string | undefined {
  return note?.parts.assessment;
}
