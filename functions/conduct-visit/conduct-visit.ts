import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { VisitAct } from "../../domain/visits/act.ts";
import { facilitiesOf, type Visit } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { actOn } from "../visits/act-on.ts";
import { checkQualified } from "../visits/check-qualified.ts";
import { shownVisit } from "../visits/shown-visit.ts";

type Input = HttpInput<(typeof visitRoutes)["conduct-visit"]>;

/** What whoever leads a visit does: assess, begin, end, stop because it is not suitable, and order. */
export async function conductVisit({ path, body, caller }: Input, deps: Deps<"conduct-visit">): Promise<VisitView> {
  const orderId = body.kind === "order" ? (body.orderId ?? deps.newId()) : "";
  const visit = await actOn(
    path.id,
    caller,
    body.kind,
    (_party, stored) => actOf(body, { stored, caller, orderId, now: deps.now() }),
    deps,
  );
  return shownVisit(visit, caller, deps);
}

interface Around {
  readonly stored: Visit;
  readonly caller: Input["caller"];
  readonly orderId: string;
  readonly now: number;
}

function actOf(body: Input["body"], { stored, caller, orderId, now }: Around): VisitAct {
  switch (body.kind) {
    case "assess": {
      const { kind, priorDiagnosis, ...answers } = body;
      const given = { ...answers, ...(priorDiagnosis !== undefined && { priorDiagnosis }) };
      return { kind, eligibility: { ...given, by: nameOf(caller), at: now } };
    }
    case "begin":
    case "end":
      return body;
    case "stop":
      return { kind: "stop", cause: body.cause, ...(body.reason !== undefined && { reason: body.reason }) };
    case "order": {
      checkQualified(caller, stored, now);
      const facilityId = body.at ?? stored.facilityId;
      if (!facilitiesOf(stored).includes(facilityId)) throw unknown("facility", facilityId);
      const dueAt = body.dueAt === undefined ? undefined : epochOf(body.dueAt);
      const order = { id: orderId, text: body.text, facilityId, role: body.role, orderedBy: nameOf(caller) };
      return { kind: "order", order: { ...order, orderedAt: now, ...(dueAt !== undefined && { dueAt }) } };
    }
  }
}
