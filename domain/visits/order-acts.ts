import type { Actor } from "../alerts/alert.ts";
import type { EpochMs } from "../model/time.ts";
import type { VisitAct, VisitRefusalReason } from "./act.ts";
import { isOpenOrder, mostOrders } from "./orders.ts";
import type { Visit, VisitOrder } from "./visit.ts";

/** What an act does to the orders of a visit. */
export type OrdersAfter =
  | { readonly kind: "orders"; readonly orders: readonly VisitOrder[] }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly because: VisitRefusalReason };

type OrderAct = Extract<VisitAct, { kind: "order" | "report" | "revoke" }>;

const refused = (because: VisitRefusalReason): OrdersAfter => ({ kind: "refused", because });

/** A task is added, reported on or taken back. The same said again, over a line that was lost, is one. */
export function ordersAfter(visit: Visit, act: OrderAct, by: Actor | undefined, now: EpochMs): OrdersAfter {
  if (act.kind === "order") return ordered(visit, act.order);
  const order = visit.orders.find(({ id }) => id === act.orderId);
  if (order === undefined) return refused("unknown-order");
  const changed = act.kind === "report" ? reported(order, act.report) : revoked(order, act.reason, by, now);
  if ("kind" in changed) return changed;
  return { kind: "orders", orders: visit.orders.map((each) => (each.id === order.id ? changed : each)) };
}

function ordered({ orders }: Visit, order: VisitOrder): OrdersAfter {
  if (orders.some(({ id }) => id === order.id)) return { kind: "unchanged" };
  return orders.length >= mostOrders ? refused("list-full") : { kind: "orders", orders: [...orders, order] };
}

function reported(order: VisitOrder, report: NonNullable<VisitOrder["report"]>): VisitOrder | OrdersAfter {
  const before = order.report;
  const isSaid = before?.by.id === report.by.id && before.isDone === report.isDone && before.note === report.note;
  if (isSaid) return { kind: "unchanged" };
  if (order.ended !== undefined) return refused("order-over");
  return before?.isDone === true ? refused("reported-already") : { ...order, report };
}

function revoked(order: VisitOrder, reason: string, by: Actor | undefined, now: EpochMs): VisitOrder | OrdersAfter {
  if (order.ended?.why === "cancelled") return { kind: "unchanged" };
  if (!isOpenOrder(order)) return refused(order.ended === undefined ? "reported-already" : "order-over");
  return { ...order, ended: { why: "cancelled", reason, at: now, ...(by !== undefined && { by }) } };
}
