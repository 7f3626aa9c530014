import type { FamilyListView, FamilyResidentView } from "../../contracts/http/family.ts";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { isCanary } from "../../domain/model/canary.ts";
import { residentNow } from "../family/resident-now.ts";
import { seenBy } from "../family/seen-by.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readEach } from "../shell/read-each.ts";

/** Who needs somebody first stands first. */
const order = ["emergency", "not-monitored", "looked-after", "well"] as const;

/** The caller's own residents with their lights; whoever has none is answered an empty list. */
export async function listFamily(
  { caller }: HttpInput<(typeof familyRoutes)["list-family"]>,
  deps: Deps<"list-family">,
): Promise<FamilyListView> {
  const relations = caller.kind === "person" ? caller.person.relations : [];
  const ids = [...new Set(relations.map(({ residentId }) => residentId))];
  const { found, unreadable } = await readEach(deps.residents, ids);
  for (const [residentId, error] of unreadable) deps.log.error("resident cannot be read", { residentId, error });
  const items = await Promise.all(
    [...found.values()]
      .filter((resident) => !isCanary(resident))
      .flatMap((resident) => {
        const seen = seenBy(caller, resident.id);
        return seen === undefined ? [] : [residentNow(resident, seen, caller, deps)];
      }),
  );
  const lost = relations.filter(({ residentId }) => unreadable.has(residentId));
  return {
    items: items.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1)),
    ...(lost.length > 0 && { unreadable: lost.map(({ residentId: id, relation }) => ({ id, relation })) }),
    asOf: isoTimeOf(deps.now()),
  };
}

function rank({ light }: FamilyResidentView): number {
  return light === undefined ? order.length : order.indexOf(light.state);
}
