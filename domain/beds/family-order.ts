import type { FamilyBed, FamilyBedOrder } from "../model/facility.ts";
import { day } from "../model/time.ts";

/** How the order of a family bed 建床 stands on a day: nobody assessed it, it runs, it ends soon, or its time is over. */
export type FamilyOrderState = "none" | "running" | "due" | "over";

/** So many days before its end a renewal is asked for: our own choice, to be confirmed with the local insurance office. */
export const renewalLeadDays = 7;

/**
 * The longest period that is taken at once. How long one may be is said locally (two to three months are common, reference
 * 6.1, not verified): this only keeps a slip of the pen out.
 */
export const longestOrderDays = 366;

/** Why an order is not taken. */
export type OrderFault =
  | "closed"
  /** The assessment is of a day to come. */
  | "not-yet"
  /** It ends before it begins, or would last too long. */
  | "impossible-period"
  /** A renewal needs an assessment of its own, after the one before. */
  | "not-assessed-anew";

/** Where the latest order of a family bed stands; `today` and all days are `YYYY-MM-DD` of Asia/Shanghai. */
export function familyOrderState({ orders = [], closed }: FamilyBed, today: string): FamilyOrderState | undefined {
  if (closed !== undefined) return undefined;
  const last = orders.at(-1);
  if (last === undefined) return "none";
  if (last.until < today) return "over";
  return daysBetween(today, last.until) <= renewalLeadDays ? "due" : "running";
}

/** The bed with one order more; `undefined`: it stands there so already. */
export function orderedHome(home: FamilyBed, order: FamilyBedOrder, today: string): FamilyBed | OrderFault | undefined {
  const { orders = [], closed } = home;
  const last = orders.at(-1);
  if (last !== undefined && isSame(last, order)) return undefined;
  if (closed !== undefined) return "closed";
  if (order.assessedOn > today) return "not-yet";
  const days = daysBetween(order.from, order.until);
  if (days < 0 || days > longestOrderDays) return "impossible-period";
  if (last !== undefined && order.assessedOn <= last.assessedOn) return "not-assessed-anew";
  return { ...home, orders: [...orders, order] };
}

/** A bed that is closed 撤床 on a day: its order ends then, if it had not before. */
export function endedOrders({ orders }: FamilyBed, on: string): Pick<FamilyBed, "orders"> {
  const last = orders?.at(-1);
  if (orders === undefined || last === undefined || last.until <= on) return orders === undefined ? {} : { orders };
  return { orders: [...orders.slice(0, -1), { ...last, until: on }] };
}

function isSame(one: FamilyBedOrder, other: FamilyBedOrder): boolean {
  const said = ({ recordedAt: _, recordedBy: __, ...order }: FamilyBedOrder) => order;
  const [first, second] = [said(one), said(other)];
  return (Object.keys(second) as (keyof typeof second)[]).every((field) => first[field] === second[field]);
}

function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / day);
}
