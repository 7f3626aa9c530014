import { type Alert, isAboutReferral } from "../domain/alerts/alert.ts";
import { familyLookAt } from "../domain/family-telling/stages.ts";
import { isCanary } from "../domain/model/canary.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Item, Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

const table = tables.alerts;

/** Alerts are found by facility and whether they are open. */
export function facilityAndState(facilityId: string, state: "open" | "closed" | "family"): string {
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
    ...tellingFamilies(alert),
  ];
}

/** The writes of an alert that changed; the version before must be there. One that is closed gives its guard free. */
export function changing(alert: Alert): readonly Write[] {
  const puts = annotating(alert);
  if (alert.closedAt === undefined) return puts;
  return [...puts, { kind: "delete", table, key: guardKey(alert), when: { attribute: "alertId", equals: alert.id } }];
}

/** The writes of a closed alert that is opened again: its guard must be free, and is taken. */
export function reopening(alert: Alert): readonly Write[] {
  const guard: Item = { ...guardKey(alert), alertId: alert.id };
  return [...annotating(alert), { kind: "put", table, item: guard, when: { absent: true } }];
}

/** The writes of an alert that stays open or closed as it is; the version before must be there. */
export function annotating(alert: Alert): readonly Write[] {
  const when = { attribute: "version", equals: alert.version - 1 };
  return [{ kind: "put", table, item: itemOf(alert), when }, ...tellingFamilies(alert)];
}

/** That families have to be told what a version of an alert brought, and when. */
export interface FamilyDue {
  /** Of the alert and its version. */
  readonly name: string;
  readonly alertId: string;
  readonly dueAt: EpochMs;
}

/** What the alert's version brought to families; undefined: nothing. */
export function familyDueOf(alert: Alert): FamilyDue | undefined {
  const dueAt = isCanary(alert) ? undefined : familyLookAt(alert);
  return dueAt === undefined ? undefined : { name: `${alert.id}.${alert.version}`, alertId: alert.id, dueAt };
}

export function familyDueKey(name: string): { readonly key: string } {
  return { key: `family#${name}` };
}

/** In the alert's own write, so that nothing that happens afterwards can lose it; a row of its own, so that taking it away waits for nobody. */
function tellingFamilies(alert: Alert): readonly Write[] {
  const due = familyDueOf(alert);
  if (due === undefined) return [];
  const attributes = {
    ...familyDueKey(due.name),
    facilityAndState: facilityAndState(alert.facilityId, "family"),
    raisedAt: new Date(due.dueAt).toISOString(),
  };
  return [{ kind: "put", table, item: storedItem(attributes, due) }];
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

/** What makes a second open alert of its kind impossible. Of a referral each house has its own: one may be late while another expects the person; of tasks and beds each one has. */
export function guardKey({ residentId, kind, facilityId, reason }: Alert): { readonly key: string } {
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
