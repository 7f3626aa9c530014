import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { FamilyThreadView } from "../../contracts/http/family-messages.ts";
import { grantsOf } from "../../domain/access/consent.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { familyMessageView } from "../family-messaging/message-view.ts";
import { sideOf } from "../family-messaging/sides.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

const perPage = 50;

/** A page of what one relative and the care team wrote, the newest first; an empty one where nobody has written yet. */
export async function showFamilyThread(
  { path, query, caller }: HttpInput<(typeof familyMessageRoutes)["show-family-thread"]>,
  deps: Deps<"show-family-thread">,
): Promise<FamilyThreadView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { side, relative, relation } = await sideOf(caller, resident, query.personId, deps);
  const of = { residentId: resident.id, personId: relative.id };
  const [thread, page] = await Promise.all([
    deps["family-messages"].findThread(of),
    deps["family-messages"].list(of, { limit: perPage, before: query.before }),
  ]);
  // Who is no relative any more has a thread only if there was one: otherwise nobody of that id is known here.
  if (relation === undefined && thread === undefined) throw unknown("person", relative.id);
  const subject = { kind: "resident", residentId: resident.id, facilityId: resident.facilityId } as const;
  const viewer = { side, relativeName: relative.name, seesPictures: mayDo(caller, "family-picture.read", subject) };
  return {
    residentId: resident.id,
    residentName: resident.name,
    personId: relative.id,
    relativeName: relative.name,
    ...(relation !== undefined && { relation: relation.relation }),
    unread: (side === "team" ? thread?.teamUnread : thread?.relativeUnread) ?? 0,
    mayWrite:
      mayDo(caller, "family-message.write", subject) &&
      relation !== undefined &&
      grantsOf(relation, deps.now()).has("status-light"),
    items: readableOf(page, deps.log).map((message) => familyMessageView(message, viewer)),
    ...(page.next !== undefined && { next: page.next }),
  };
}
