import type * as z from "zod/mini";
import { alertView } from "../../contracts/alert-view.ts";
import type { alertList } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { type Alert, alertPriorities, isOutsideWatch } from "../../domain/alerts/alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { type PageRead, pageAcross } from "../shell/paged.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

type Input = HttpInput<(typeof routes)["list-alerts"]>;
type Query = Input["query"];

/** As many closed alerts as one answer carries. */
const mostClosed = 200;
/** A resident's latest alerts, among which the open ones are. */
const mostOfResident = 500;

/** A page of open alerts, by priority, then age; or the closed ones, newest first. */
export async function listAlerts(
  { query, caller }: Input,
  deps: Deps<"list-alerts">,
): Promise<z.input<typeof alertList>> {
  if (query.state === "closed") {
    const alerts = [...(await closedOf(query, caller, deps))];
    alerts.sort((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0)).splice(mostClosed);
    return { items: alerts.map(alertView) };
  }
  const { items, next } = await openOf(query, caller, deps);
  const alerts = [...items].sort((a, b) => urgency(a) - urgency(b) || a.raisedAt - b.raisedAt);
  return { items: alerts.map(alertView), ...(next !== undefined && { next }) };
}

async function closedOf(query: Query, caller: Caller, deps: Deps<"list-alerts">): Promise<readonly Alert[]> {
  if (query.residentId !== undefined) return ofResident(query, query.residentId, caller, deps);
  const ids = await facilityIds(query, caller, deps);
  const groups = await Promise.all(ids.map((id) => deps.alerts.listClosed(id, mostClosed)));
  return groups.flatMap((group) => readableOf(group, deps.log));
}

async function openOf(
  query: Query,
  caller: Caller,
  deps: Deps<"list-alerts">,
): Promise<Pick<PageRead<Alert>, "items" | "next">> {
  if (query.residentId !== undefined) return { items: await ofResident(query, query.residentId, caller, deps) };
  return pageAcross(await facilityIds(query, caller, deps), query, async (facilityId, { after = "", limit }) =>
    readableOf(await deps.alerts.listOpen(facilityId), deps.log)
      .map((alert) => ({ id: placeOf(alert), read: alert }))
      .filter(({ id }) => id > after)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit),
  );
}

/** Without what another house of a referral is called for: that is theirs. */
async function ofResident(
  { state, facilityId }: Query,
  residentId: string,
  caller: Caller,
  deps: Deps<"list-alerts">,
): Promise<readonly Alert[]> {
  const alerts = readableOf(await deps.alerts.listByResident(residentId, mostOfResident), deps.log);
  const isAsked = (alert: Alert) => facilityId === undefined || alert.facilityId === facilityId;
  const isTheirs = (alert: Alert) =>
    !isOutsideWatch(alert.kind) || mayDo(caller, "alert.read", { kind: "facility", facilityId: alert.facilityId });
  return alerts.filter(
    (alert) => (alert.closedAt === undefined) === (state === "open") && isAsked(alert) && isTheirs(alert),
  );
}

async function facilityIds(
  { facilityId }: Query,
  caller: Caller,
  deps: Deps<"list-alerts">,
): Promise<readonly string[]> {
  if (facilityId !== undefined) return [facilityId];
  return visibleFacilities(caller, "alert.read", idsOf(await deps.facilities.list()));
}

/** Never changes, and compares by age. */
function placeOf({ raisedAt, id }: Alert): string {
  return `${String(raisedAt).padStart(15, "0")}-${id}`;
}

function urgency({ priority }: Alert): number {
  return alertPriorities.indexOf(priority);
}
