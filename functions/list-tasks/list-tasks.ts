import type * as z from "zod/mini";
import type { visitRoutes } from "../../contracts/http/visit-routes.ts";
import type { VisitTaskView, visitTaskList } from "../../contracts/http/visit-tasks.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { orderView } from "../../contracts/visit-views.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { isLateOrder, openOrdersAt } from "../../domain/visits/orders.ts";
import { partyOf } from "../../domain/visits/parties.ts";
import type { Visit, VisitOrder } from "../../domain/visits/visit.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf, readEach } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";
import { isAsked, mayReport } from "../visits/asked-to-do.ts";

type Input = HttpInput<(typeof visitRoutes)["list-tasks"]>;

/** Of one facility; more visits with open tasks than these are more than a house can do. */
const mostVisits = 300;

interface Task {
  readonly visit: Visit;
  readonly order: VisitOrder;
}

/** The open tasks of the caller's facilities: what is late first, then by when it is due, without a time last. */
export async function listTasks(
  { query, caller }: Input,
  deps: Deps<"list-tasks">,
): Promise<z.input<typeof visitTaskList>> {
  const ids =
    query.facilityId === undefined
      ? visibleFacilities(caller, "visit.report", idsOf(await deps.facilities.list()))
      : [query.facilityId];
  const tasks = (await Promise.all(ids.map((id) => tasksOf(id, deps)))).flat().toSorted(byDueTime);
  const [residents, facilities] = await Promise.all([
    readEach(deps.residents, [...new Set(tasks.map(({ visit }) => visit.residentId))]),
    facilitiesOfTasks(tasks, deps),
  ]);
  for (const [residentId, error] of residents.unreadable)
    deps.log.error("resident cannot be read", { residentId, error });
  const now = deps.now();
  const items = tasks.map(({ visit, order }): VisitTaskView => {
    const facility = facilities.get(order.facilityId);
    return {
      visitId: visit.id,
      kind: visit.kind,
      order: orderView(order),
      resident: residentView(visit, residents.found.get(visit.residentId), facilities.get(visit.facilityId)),
      facility: { id: order.facilityId, name: facility?.name ?? order.facilityId },
      isMine: isAsked(order, caller),
      mayReport: mayReport(order, caller),
      mayRevoke: partyOf(caller, "revoke", visit) !== undefined,
      isLate: isLateOrder(order, now),
    };
  });
  return { items, at: isoTimeOf(now) };
}

async function tasksOf(facilityId: string, deps: Deps<"list-tasks">): Promise<readonly Task[]> {
  const visits = readableOf(await deps.visits.listOf(facilityId, "tasks", mostVisits), deps.log);
  return visits.flatMap((visit) => openOrdersAt(visit, facilityId).map((order) => ({ visit, order })));
}

async function facilitiesOfTasks(
  tasks: readonly Task[],
  deps: Deps<"list-tasks">,
): Promise<ReadonlyMap<string, Facility>> {
  const ids = [...new Set(tasks.flatMap(({ visit, order }) => [visit.facilityId, order.facilityId]))];
  const found = await Promise.all(ids.map((id) => deps.facilities.find(id)));
  return new Map(found.flatMap((facility) => (facility === undefined ? [] : [[facility.id, facility]])));
}

function residentView(
  { residentId }: Visit,
  resident: Resident | undefined,
  facility: Facility | undefined,
): VisitTaskView["resident"] {
  const bed = facility?.beds.find(({ id }) => id === resident?.bedId)?.label;
  return { id: residentId, name: resident?.name ?? "—", ...(bed !== undefined && { bed }) };
}

/** Two of the same time stay in one order. */
function byDueTime({ order: a }: Task, { order: b }: Task): number {
  const due = ({ dueAt = Number.POSITIVE_INFINITY }: VisitOrder): number => dueAt;
  if (due(a) !== due(b)) return due(a) < due(b) ? -1 : 1;
  return a.orderedAt - b.orderedAt || (a.id < b.id ? -1 : 1);
}
