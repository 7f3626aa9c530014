import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { FamilyThreadsView } from "../../contracts/http/family-messages.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { FamilyThread } from "../../domain/family-messages/thread.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

const mostOfFacility = 200;

/** What relatives of the residents of the caller's facilities write, who wrote last first. */
export async function listFamilyThreads(
  { query, caller }: HttpInput<(typeof familyMessageRoutes)["list-family-threads"]>,
  deps: Deps<"list-family-threads">,
): Promise<FamilyThreadsView> {
  const asked = query.facilityId === undefined ? idsOf(await deps.facilities.list()) : [query.facilityId];
  const facilityIds = visibleFacilities(caller, "family-message.answer", asked);
  const lists = await Promise.all(facilityIds.map((id) => deps["family-messages"].listByFacility(id, mostOfFacility)));
  const threads = lists.flatMap((list) => readableOf(list, deps.log)).toSorted((a, b) => b.last.at - a.last.at);
  const [residents, people] = await Promise.all([
    deps.residents.findMany([...new Set(threads.map(({ residentId }) => residentId))]),
    deps.people.findMany([...new Set(threads.map(({ personId }) => personId))]),
  ]);
  const relatives = new Map(readableOf(people, deps.log).map((person) => [person.id, person]));
  return {
    items: threads.map((thread) => {
      const relative = relatives.get(thread.personId);
      const relation = relative?.relations.find(({ residentId }) => residentId === thread.residentId)?.relation;
      return {
        ...lineOf(thread),
        residentName: residents.get(thread.residentId)?.name ?? thread.residentId,
        relativeName: relative?.name ?? thread.personId,
        ...(relation !== undefined && { relation }),
      };
    }),
    unread: threads.reduce((sum, { teamUnread }) => sum + teamUnread, 0),
  };
}

function lineOf({ residentId, facilityId, personId, last, teamUnread, teamUnreadSince }: FamilyThread) {
  return {
    residentId,
    facilityId,
    personId,
    lastAt: isoTimeOf(last.at),
    lastBy: last.by,
    lastText: last.text,
    ...(last.hasPicture === true && { hasPicture: true as const }),
    unread: teamUnread,
    ...(teamUnreadSince !== undefined && { waitingSince: isoTimeOf(teamUnreadSince) }),
  };
}
