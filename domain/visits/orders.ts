import type { Actor } from "../alerts/alert.ts";
import type { Role } from "../model/person.ts";
import type { EpochMs } from "../model/time.ts";
import type { OrderRole, Visit, VisitNews, VisitOrder } from "./visit.ts";

/** A visit with more orders than these wants another visit. */
export const mostOrders = 50;
/** So far ahead a task can be due: what is due later wants another visit. */
export const longestDueMs = 366 * 24 * 60 * 60_000;

/** Whether it is still to be done. Said to be "not done" it is. */
export function isOpenOrder({ report, ended }: Pick<VisitOrder, "report" | "ended">): boolean {
  return report?.isDone !== true && ended === undefined;
}

/** Whether it should have been done by now. */
export function isLateOrder(order: VisitOrder, now: EpochMs): boolean {
  return isOpenOrder(order) && order.dueAt !== undefined && now >= order.dueAt;
}

/** In which roles somebody may say what came of it: a nurse and a doctor for whoever works with them. */
export function reportersOf(role: OrderRole): readonly Role[] {
  return role === "doctor" ? ["doctor"] : [role, "nurse", "doctor"];
}

/** Open ones of a facility. */
export function openOrdersAt({ orders }: Pick<Visit, "orders">, facilityId: string): readonly VisitOrder[] {
  return orders.filter((order) => order.facilityId === facilityId && isOpenOrder(order));
}

/**
 * Ends every open task of a resident who is no longer cared for where the visit was asked for; undefined: none is open.
 * Whoever ordered is told, and orders anew where the resident is now: the new house has neither seen them nor agreed.
 */
export function ordersLeft(visit: Visit, by: Actor | undefined, now: EpochMs): Visit | undefined {
  const open = visit.orders.filter(isOpenOrder);
  if (open.length === 0) return undefined;
  const ended = { why: "left", at: now, ...(by !== undefined && { by }) } as const;
  const news = open.map(({ id }): VisitNews => ({ kind: "order-ended", orderId: id, at: now }));
  return {
    ...visit,
    orders: visit.orders.map((order) => (isOpenOrder(order) ? { ...order, ended } : order)),
    toTell: [...(visit.toTell ?? []), ...news],
    version: visit.version + 1,
  };
}
