import type * as z from "zod/mini";
import type { residentList } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { residentView } from "../../contracts/views.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** The residents of one facility, or of all, each with the latest vitals and whether anybody is listening. */
export async function listResidents(
  { query }: HttpInput<(typeof routes)["list-residents"]>,
  deps: Deps<"list-residents">,
): Promise<z.input<typeof residentList>> {
  const facilities = await facilitiesOf(query.facilityId, deps);
  const now = deps.now();
  const groups = await Promise.all(
    facilities.map(async (facility) => {
      const residents = await deps.residents.listByFacility(facility.id);
      const watches = await deps.watches.findMany(residents.map(({ id }) => id));
      return residents.map((resident) =>
        residentView(resident, facility, watches.get(resident.id)?.watch, planFor(resident, now), now),
      );
    }),
  );
  return { items: groups.flat() };
}

async function facilitiesOf(id: string | undefined, deps: Deps<"list-residents">): Promise<readonly Facility[]> {
  if (id === undefined) return deps.facilities.list();
  const facility = await deps.facilities.find(id);
  if (facility === undefined) throw unknown("facility", id);
  return [facility];
}
