import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import type { VisitAct } from "../../domain/visits/act.ts";
import { isInCare } from "../../domain/visits/in-care.ts";
import { longestDueMs } from "../../domain/visits/orders.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { actOn } from "../visits/act-on.ts";
import { checkQualified } from "../visits/check-qualified.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { visitNotSo, visitNotYours } from "../visits/visit-refusals.ts";

type Input = HttpInput<(typeof visitRoutes)["conduct-visit"]>;

/** What whoever leads a visit does: assess, begin, end, stop because it is not suitable, and order. */
export async function conductVisit({ path, body, caller }: Input, deps: Deps<"conduct-visit">): Promise<VisitView> {
  const orderId = body.kind === "order" ? (body.orderId ?? deps.newId()) : "";
  const assignee = body.kind === "order" ? await orderable(path.id, { ...body, orderId }, caller, deps) : undefined;
  const visit = await actOn(
    path.id,
    caller,
    body.kind,
    (_party, stored) => actOf(body, { stored, caller, orderId, assignee, now: deps.now() }),
    deps,
  );
  return shownVisit(visit, caller, deps);
}

/**
 * Throws where nothing can be ordered: the resident is no longer cared for there, the due time is no time ahead, or whoever is
 * asked by name does not hold the role. Says who that is.
 */
async function orderable(
  id: string,
  { orderId, at, role, assigneeId, dueAt }: Extract<Input["body"], { kind: "order" }>,
  caller: Input["caller"],
  deps: Deps<"conduct-visit">,
): Promise<Actor | undefined> {
  const stored = await deps.visits.find(id);
  if (stored === undefined) throw unknown("visit", id);
  if (partyOf(caller, "order", stored) === undefined) throw visitNotYours();
  // Sent twice it is the same order, whatever has become of the time since.
  if (stored.orders.some((order) => order.id === orderId)) return undefined;
  if (!isInCare(stored, await deps.residents.find(stored.residentId))) throw visitNotSo("not-in-care");
  const due = dueAt === undefined ? undefined : (epochOf(dueAt) ?? 0);
  const now = deps.now();
  if (due !== undefined && (due <= now || due - now > longestDueMs)) throw visitNotSo("due-not-ahead");
  if (assigneeId === undefined) return undefined;
  const facilityId = at ?? stored.facilityId;
  const person = await deps.people.find(assigneeId);
  const holds = person?.roles.some((held) => held.role === role && held.facilityId === facilityId) === true;
  if (!holds || person.disabledAt !== undefined) throw unknown("person", assigneeId);
  return { id: person.id, name: person.name };
}

interface Around {
  readonly stored: Visit;
  readonly caller: Input["caller"];
  readonly orderId: string;
  readonly assignee: Actor | undefined;
  readonly now: number;
}

function actOf(body: Input["body"], { stored, caller, orderId, assignee, now }: Around): VisitAct {
  switch (body.kind) {
    case "assess": {
      const { kind, priorDiagnosis, ...answers } = body;
      const given = { ...answers, ...(priorDiagnosis !== undefined && { priorDiagnosis }) };
      return { kind, eligibility: { ...given, by: nameOf(caller), at: now } };
    }
    case "begin":
    case "end":
    case "revoke":
      return body;
    case "stop":
      return { kind: "stop", cause: body.cause, ...(body.reason !== undefined && { reason: body.reason }) };
    case "order": {
      checkQualified(caller, stored, now);
      const facilityId = body.at ?? stored.facilityId;
      if (!facilitiesOf(stored).includes(facilityId)) throw unknown("facility", facilityId);
      const dueAt = body.dueAt === undefined ? undefined : epochOf(body.dueAt);
      const order = { id: orderId, text: body.text, facilityId, role: body.role, orderedBy: nameOf(caller) };
      const named = assignee === undefined ? {} : { assignee };
      return { kind: "order", order: { ...order, ...named, orderedAt: now, ...(dueAt !== undefined && { dueAt }) } };
    }
  }
}
