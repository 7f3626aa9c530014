import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitView } from "../../contracts/http/visits.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { actOn } from "../visits/act-on.ts";
import { mayReport } from "../visits/asked-to-do.ts";
import { shownVisit } from "../visits/shown-visit.ts";
import { visitNotYours } from "../visits/visit-refusals.ts";

type Input = HttpInput<(typeof visitRoutes)["report-visit-order"]>;

/** Says of an order that it is done, or why not; by whoever holds its role at its facility, a nurse or a doctor there. */
export async function reportVisitOrder(
  { path, body, caller }: Input,
  deps: Deps<"report-visit-order">,
): Promise<VisitView> {
  const { orderId, isDone, note } = body;
  const visit = await actOn(
    path.id,
    caller,
    "report",
    (_party, { orders }) => {
      const order = orders.find(({ id }) => id === orderId);
      if (order !== undefined && !mayReport(order, caller)) throw visitNotYours();
      const report = { isDone, by: nameOf(caller), at: deps.now(), ...(note !== undefined && { note }) };
      return { kind: "report", orderId, report };
    },
    deps,
  );
  return shownVisit(visit, caller, deps);
}
