import type { PartnerResidents } from "../../contracts/http/visit-between.ts";
import type { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import { leadsFor } from "../../domain/visits/routes.ts";
import { routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** Who is cared for by the houses that turned to the caller's own for tele-consultation: names and beds, nothing clinical. */
export async function listPartnerResidents(
  { caller }: HttpInput<(typeof visitBetweenRoutes)["list-partner-residents"]>,
  deps: Deps<"list-partner-residents">,
): Promise<PartnerResidents> {
  const [listed, routes] = await Promise.all([deps.facilities.list(), routesToday(deps.now(), deps)]);
  const facilities = readableOf(listed, deps.log);
  const nameOf = (id: string): string => facilities.find((one) => one.id === id)?.name ?? id;
  const lists = await Promise.all(
    facilities.map(async (facility) => {
      const leads = leadsFor(caller, facility.id, routes).map((id) => ({ id, name: nameOf(id) }));
      if (leads.length === 0) return [];
      const residents = readableOf(await deps.residents.listByFacility(facility.id), deps.log);
      return residents.map(({ id, name, bedId }) => {
        const bed = facility.beds.find((one) => one.id === bedId)?.label;
        const place = { id: facility.id, name: facility.name };
        return { id, name, ...(bed === undefined ? {} : { bed }), facility: place, leads };
      });
    }),
  );
  return { items: lists.flat() };
}
