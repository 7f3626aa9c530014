import { type Alert, isAboutReferral } from "../domain/alerts/alert.ts";
import type { Item, Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.alerts;

/** Alerts are found by facility and whether they are open. */
export function facilityAndState(facilityId: string, state: "open" | "closed"): string {
  return `${facilityId}#${state}`;
}

/** Where an alert is stored; its guard has a key of its own. */
export function alertKey(id: string): { readonly key: string } {
  return { key: `alert#${id}` };
}

/**
 * The writes of an alert that is raised: itself, and the guard that makes a second open alert of this resident and kind
 * impossible.
 */
export function raising(alert: Alert): readonly Write[] {
  const guard: Item = { ...guardKey(alert), alertId: alert.id };
  return [
    { kind: "put", table, item: itemOf(alert), when: { absent: true } },
    { kind: "put", table, item: guard, when: { absent: true } },
  ];
}

/** The writes of an alert that changed; the version before must be there. One that is closed gives its guard free. */
export function changing(alert: Alert): readonly Write[] {
  const put = annotating(alert);
  if (alert.closedAt === undefined) return [put];
  return [put, { kind: "delete", table, key: guardKey(alert), when: { attribute: "alertId", equals: alert.id } }];
}

/** The writes of a closed alert that is opened again: its guard must be free, and is taken. */
export function reopening(alert: Alert): readonly Write[] {
  const guard: Item = { ...guardKey(alert), alertId: alert.id };
  return [annotating(alert), { kind: "put", table, item: guard, when: { absent: true } }];
}

/** The write of an alert that stays open or closed as it is; the version before must be there. */
export function annotating(alert: Alert): Write {
  return { kind: "put", table, item: itemOf(alert), when: { attribute: "version", equals: alert.version - 1 } };
}

function itemOf(alert: Alert): Item {
  const attributes = {
    ...alertKey(alert.id),
    residentId: alert.residentId,
    facilityAndState: facilityAndState(alert.facilityId, alert.closedAt === undefined ? "open" : "closed"),
    raisedAt: new Date(alert.raisedAt).toISOString(),
    version: alert.version,
  };
  return storedItem(attributes, alert);
}

/** Of a referral each house has its own: one may be late while another expects the person; of tasks and beds each one has. */
function guardKey({ residentId, kind, facilityId, reason }: Alert): { readonly key: string } {
  const which =
    reason.code === "task"
      ? `#${reason.visitId}#${reason.orderId}`
      : reason.code === "bed"
        ? `#${facilityId}#${reason.key}`
        : isAboutReferral(kind)
          ? `#${facilityId}`
          : "";
  return { key: `open#${residentId}#${kind}${which}` };
}
