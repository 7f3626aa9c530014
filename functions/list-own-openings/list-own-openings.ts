import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OwnOpenings } from "../../contracts/http/openings.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { opensNow } from "../../domain/access/opening.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";
import { readableOf, readEach } from "../shell/read-each.ts";

/** What is open to whoever asks, and what was until they opened or ended another; of who is open no longer without a name. */
export async function listOwnOpenings(
  { caller }: HttpInput<(typeof openingRoutes)["list-own-openings"]>,
  deps: Deps<"list-own-openings">,
): Promise<OwnOpenings> {
  const person = personOf(caller);
  const now = deps.now();
  const held = person.openings ?? [];
  const openings = readableOf(await deps["break-glass"].findMany(held.map(({ id }) => id)), deps.log);
  const { found } = await readEach(
    deps.residents,
    openings.map(({ residentId }) => residentId),
  );
  const items = await Promise.all(
    openings.map(async ({ id, residentId, facilityId, openedAt, until }) => {
      const given = held.find((one) => one.id === id);
      const isOpen = given !== undefined && opensNow(person, given, now);
      const house = await deps.facilities.find(facilityId);
      const name = isOpen ? (found.get(residentId)?.name ?? "—") : "—";
      return {
        id,
        resident: { id: residentId, name },
        facility: { id: facilityId, name: house?.name ?? facilityId },
        openedAt: isoTimeOf(openedAt),
        until: isoTimeOf(until),
        isOpen,
      };
    }),
  );
  return { items: items.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1)), at: isoTimeOf(now) };
}
