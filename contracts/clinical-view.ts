import { clinicalFactNames } from "../domain/model/clinical-facts.ts";
import type { Resident } from "../domain/model/resident.ts";
import type { ClinicalFactsView } from "./http/clinical-facts.ts";
import { isoTimeOf } from "./iso-time.ts";

/** What was recorded of a resident for whoever treats them; what was not is absent. */
export function clinicalView(resident: Resident): ClinicalFactsView {
  const { noneKnown } = resident;
  const known = Object.entries(noneKnown ?? {}).map(([name, { by, at }]) => [name, { by, at: isoTimeOf(at) }]);
  return {
    ...Object.fromEntries(
      clinicalFactNames.flatMap((name) => (resident[name] === undefined ? [] : [[name, resident[name]]])),
    ),
    ...(known.length > 0 && { noneKnown: Object.fromEntries(known) }),
  };
}
