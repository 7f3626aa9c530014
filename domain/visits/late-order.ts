import type { Alert } from "../alerts/alert.ts";
import { raiseAlert } from "../alerts/handling.ts";
import type { Callee, EscalationPolicy } from "../escalation/policy.ts";
import { type EpochMs, hour, minute } from "../model/time.ts";
import { isOpenOrder } from "./orders.ts";
import type { OrderRole, Visit, VisitNews, VisitOrder } from "./visit.ts";

/** One write takes so many alerts beside the visit; the others come with the next. */
const mostAtOnce = 10;

/** What is to be done about the tasks of a visit, and what people are to be told of it. */
export interface OrdersDue {
  readonly visit: Visit;
  readonly tell: readonly VisitNews[];
  readonly raised: readonly Alert[];
  /** Alerts whose task is over. */
  readonly overIds: readonly string[];
}

/** When something about tasks and news of a visit is due; undefined: nothing. */
export function newsDueAt({ orders, toTell = [] }: Pick<Visit, "orders" | "toTell">): EpochMs | undefined {
  const times = [...toTell.map(({ at }) => at), ...orders.flatMap((order) => dueOf(order) ?? [])];
  return times.length === 0 ? undefined : Math.min(...times);
}

function dueOf(order: VisitOrder): EpochMs | undefined {
  if (!isOpenOrder(order)) return order.lateAlertId === undefined ? undefined : (order.report ?? order.ended)?.at;
  return order.lateAt === undefined ? order.dueAt : undefined;
}

/**
 * What is due of them now: an alert for each task that is late, once; the end of alerts whose task is done, taken back or
 * over; and everything that people are to be told. Undefined: nothing is.
 */
export function settleOrders(visit: Visit, now: EpochMs, newId: () => string): OrdersDue | undefined {
  const due = visit.orders.filter((order) => (dueOf(order) ?? Number.POSITIVE_INFINITY) <= now).slice(0, mostAtOnce);
  const { toTell: tell = [], ...bare } = visit;
  if (due.length === 0 && tell.length === 0) return undefined;
  const raised = new Map(
    due.filter(isOpenOrder).map((order) => [order.id, lateOrderAlert(visit, order, now, newId())] as const),
  );
  const overIds = due.flatMap((order) =>
    isOpenOrder(order) || order.lateAlertId === undefined ? [] : [order.lateAlertId],
  );
  const orders = visit.orders.map((order) => {
    if (!due.includes(order)) return order;
    const { lateAlertId: _, ...others } = order;
    const alert = raised.get(order.id);
    return alert === undefined ? others : { ...others, lateAt: now, lateAlertId: alert.id };
  });
  return {
    visit: { ...bare, orders, version: visit.version + 1 },
    tell,
    raised: [...raised.values()],
    overIds,
  };
}

/** Medium: nobody is in danger at once, and it must not wait for the next shift to be noticed. */
function lateOrderAlert(visit: Visit, order: VisitOrder, now: EpochMs, alertId: string): Alert {
  const { id: orderId, role, dueAt = now, assignee, facilityId } = order;
  const whom = assignee === undefined ? {} : { assignee: assignee.name, assigneeId: assignee.id };
  const reason = { code: "task", visitId: visit.id, orderId, role, dueMs: dueAt, ...whom } as const;
  const verdict = { kind: "task-late", priority: "medium", reason, inputs: [], alertId } as const;
  return raiseAlert(verdict, { id: visit.residentId, facilityId }, now);
}

/**
 * Whom a house calls for a late task: who was asked, after half an hour the nurses and doctors on duty, after two hours the
 * manager too, and then every four hours. It is not the facility's policy for the bedside, where minutes count.
 */
export function taskCallPolicy(facilityId: string, role: OrderRole, assigneeId: string | undefined): EscalationPolicy {
  const asked: Callee = { kind: "on-duty", role };
  const named: readonly Callee[] = assigneeId === undefined ? [] : [{ kind: "person", personId: assigneeId }];
  const treating: readonly Callee[] = [asked, { kind: "on-duty", role: "nurse" }, { kind: "on-duty", role: "doctor" }];
  return {
    facilityId,
    version: 0,
    rules: [
      {
        priority: "medium",
        steps: [
          { afterMs: 0, call: [...named, asked] },
          { afterMs: 30 * minute, call: [...named, ...treating] },
          { afterMs: 2 * hour, call: [...named, ...treating, { kind: "on-duty", role: "facility-manager" }] },
        ],
        repeatEveryMs: 4 * hour,
        onSiteWithinMs: hour,
      },
    ],
  };
}
