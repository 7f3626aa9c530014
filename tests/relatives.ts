import { type DataClass, dataClasses } from "../domain/access/data-classes.ts";
import type { Relation } from "../domain/model/person.ts";

/** A relative whom the resident lets see these classes of data for good: all of them, unless said otherwise. */
export function relativeOf(
  residentId: string,
  relation = "女儿",
  classes: readonly DataClass[] = dataClasses,
): Relation {
  return { residentId, relation, consent: { id: `consent-of-${residentId}`, classes, from: 0 } };
}
