import type * as z from "zod/mini";
import type { alertList } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { alertView } from "../../contracts/views.ts";
import { type Alert, alertPriorities } from "../../domain/alerts/alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";

type Query = HttpInput<(typeof routes)["list-alerts"]>["query"];

/** As many closed alerts as one answer carries; open ones are all answered. */
const mostClosed = 200;
/** A resident's latest alerts, among which the open ones are. */
const mostOfResident = 500;

/** Open alerts by priority, then age; closed ones newest first. */
export async function listAlerts(
  { query }: HttpInput<(typeof routes)["list-alerts"]>,
  deps: Deps<"list-alerts">,
): Promise<z.input<typeof alertList>> {
  const alerts = [...(await alertsOf(query, deps))];
  if (query.state === "open") alerts.sort((a, b) => urgency(a) - urgency(b) || a.raisedAt - b.raisedAt);
  else alerts.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0)).splice(mostClosed);
  return { items: alerts.map(alertView) };
}

async function alertsOf({ state, residentId, facilityId }: Query, deps: Deps<"list-alerts">) {
  if (residentId !== undefined) {
    const alerts = readableOf(await deps.alerts.listByResident(residentId, mostOfResident), deps.log);
    const isAsked = (alert: Alert) => facilityId === undefined || alert.facilityId === facilityId;
    return alerts.filter((alert) => (alert.closedAt === undefined) === (state === "open") && isAsked(alert));
  }
  const ids = facilityId === undefined ? idsOf(await deps.facilities.list()) : [facilityId];
  const groups = await Promise.all(
    ids.map((id) => (state === "open" ? deps.alerts.listOpen(id) : deps.alerts.listClosed(id, mostClosed))),
  );
  return groups.flatMap((group) => readableOf(group, deps.log));
}

function urgency({ priority }: Alert): number {
  return alertPriorities.indexOf(priority);
}
