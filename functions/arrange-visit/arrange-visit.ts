import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { VisitAct } from "../../domain/visits/act.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { actOn } from "../visits/act-on.ts";
import { checkInvited } from "../visits/check-invited.ts";
import { shownVisit } from "../visits/shown-visit.ts";

type Input = HttpInput<(typeof visitRoutes)["arrange-visit"]>;

/** Settles what stands around a visit: its time, that it is called off or missed, who is invited, and the consent. */
export async function arrangeVisit({ path, body, caller }: Input, deps: Deps<"arrange-visit">): Promise<VisitView> {
  if (body.kind === "invite") {
    const invitedTo = await deps.visits.find(path.id);
    await checkInvited([body.personId], invitedTo?.residentId ?? "", caller, deps);
  }
  const visit = await actOn(path.id, caller, body.kind, () => actOf(body, caller, deps.now()), deps);
  return shownVisit(visit, caller, deps);
}

function actOf(body: Input["body"], caller: Input["caller"], now: number): VisitAct {
  switch (body.kind) {
    case "schedule":
      return { kind: "schedule", at: epochOf(body.at) ?? now };
    case "consent": {
      const { kind, ...given } = body;
      return { kind, consent: { ...given, witness: nameOf(caller), at: now } };
    }
    case "miss":
    case "withdraw":
      return { kind: body.kind, ...(body.reason !== undefined && { reason: body.reason }) };
    case "cancel":
    case "invite":
      return body;
  }
}
