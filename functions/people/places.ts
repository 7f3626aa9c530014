import type { PlaceOf } from "../../domain/access/administration.ts";
import type { Relation } from "../../domain/model/person.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { readEach } from "../shell/read-each.ts";

/** Where the residents of these relations are; one whose record is damaged counts as nowhere, so that only operators see it. */
export async function placesOf(
  relations: readonly Pick<Relation, "residentId">[],
  residents: Pick<ResidentStore, "find" | "findMany">,
): Promise<PlaceOf> {
  const ids = [...new Set(relations.map(({ residentId }) => residentId))];
  if (ids.length === 0) return () => undefined;
  const { found } = await readEach(residents, ids);
  return (residentId) => found.get(residentId)?.facilityId;
}
