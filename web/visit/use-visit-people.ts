import { type VisitPeople, visitPeople } from "../../contracts/http/visit-people.ts";
import { type Asked, useAnswer } from "../data/use-answer.ts";

/** Whom one can pick by name in a visit: relatives to invite, colleagues to ask. */
export function useVisitPeople(visitId: string): Asked<VisitPeople> {
  const path = `/api/visits/${encodeURIComponent(visitId)}/people`;
  return useAnswer(path, () => path, visitPeople);
}
