import { clinicalFactNames } from "../domain/model/clinical-facts.ts";
import type { Resident } from "../domain/model/resident.ts";
import type { ClinicalFactsView } from "./http/clinical-facts.ts";

/** What was recorded of a resident for whoever treats them; what was not is absent. */
export function clinicalView(resident: Resident): ClinicalFactsView {
  return Object.fromEntries(
    clinicalFactNames.flatMap((name) => (resident[name] === undefined ? [] : [[name, resident[name]]])),
  );
}
