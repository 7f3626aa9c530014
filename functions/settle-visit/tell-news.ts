import type { Visit, VisitNews, VisitOrder } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import { onDuty, tell } from "./tell.ts";

/**
 * Tells people what became of a visit and its tasks: who is to do something, or not any more; who ordered what is not done or
 * ended with the resident's leaving; and who was to come, that the visit is called off. Of several tasks at once everybody
 * hears once.
 */
export async function tellNews(visit: Visit, news: readonly VisitNews[], deps: Deps<"settle-visit">): Promise<void> {
  const told = new Map<string, { readonly what: What; readonly facilityId: string; readonly people: Set<string> }>();
  for (const each of news) {
    const { what, facilityId, people } = await toldOf(visit, each, deps);
    const key = `${what} ${facilityId}`;
    const group = told.get(key) ?? { what, facilityId, people: new Set<string>() };
    for (const id of people) group.people.add(id);
    told.set(key, group);
  }
  for (const { what, facilityId, people } of told.values()) {
    if (people.size === 0) continue;
    const isReached = await tell([...people], { visit, what, facilityId, priority: "low" }, deps);
    if (!isReached) deps.log.warn("nobody was reached about a visit", { visitId: visit.id, code: what });
  }
}

type What = VisitNews["kind"];

interface Told {
  readonly what: What;
  readonly facilityId: string;
  readonly people: readonly string[];
}

async function toldOf(visit: Visit, news: VisitNews, deps: Deps<"settle-visit">): Promise<Told> {
  if (news.kind === "cancelled") {
    const expected = [visit.requestedBy.id, ...visit.invited];
    return { what: news.kind, facilityId: visit.facilityId, people: expected.filter((id) => id !== news.by) };
  }
  const order = visit.orders.find(({ id }) => id === news.orderId);
  const nobody: Told = { what: news.kind, facilityId: visit.facilityId, people: [] };
  if (order === undefined) return nobody;
  const { facilityId, orderedBy, ended } = order;
  if (news.kind === "order") return { what: news.kind, facilityId, people: await askedOf(order, deps) };
  if (news.kind === "order-ended" && ended?.why === "cancelled")
    return { what: news.kind, facilityId, people: await askedOf(order, deps) };
  return { what: news.kind, facilityId: visit.leadFacilityId, people: [orderedBy.id] };
}

/** Who was asked: one person by name, or who is on duty in the role; never whoever asks. */
async function askedOf(
  { role, facilityId, assignee, orderedBy }: VisitOrder,
  deps: Deps<"settle-visit">,
): Promise<readonly string[]> {
  const asked = assignee === undefined ? await onDuty(role, facilityId, deps) : [assignee.id];
  return asked.filter((id) => id !== orderedBy.id);
}
