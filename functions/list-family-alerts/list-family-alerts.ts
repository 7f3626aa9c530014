import { familyAlertView } from "../../contracts/family-views.ts";
import type { FamilyAlertListView } from "../../contracts/http/family.ts";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { type Alert, alertPriorities } from "../../domain/alerts/alert.ts";
import { toldOf } from "../../domain/family/alert-course.ts";
import { isAboutPerson } from "../../domain/family/light.ts";
import { alertsOf, watchOf } from "../family/care-records.ts";
import { rolesAt } from "../family/role-of.ts";
import { seenBy } from "../family/seen-by.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

const mostRead = 100;
/** Besides those that are open. */
const mostClosed = 30;

/** Alerts about the person, with what is being done and by which role. Whoever is called in emergencies alone sees those. */
export async function listFamilyAlerts(
  { path, caller }: HttpInput<(typeof familyRoutes)["list-family-alerts"]>,
  deps: Deps<"list-family-alerts">,
): Promise<FamilyAlertListView> {
  const seen = seenBy(caller, path.id);
  const resident = seen && (await deps.residents.find(path.id));
  if (seen === undefined || resident === undefined || seen.alerts === "none") throw unknown("resident", path.id);
  const { watch } = await watchOf(resident.id, deps);
  const { alerts } = await alertsOf(resident.id, watch, deps, mostRead);
  const isEmergenciesOnly = seen.alerts === "emergencies";
  const own = alerts
    .filter(({ kind, priority }) => isAboutPerson(kind) && (!isEmergenciesOnly || priority === "high"))
    .toSorted(byNeed);
  const open = own.filter(({ closedAt }) => closedAt === undefined);
  const shown = [...open, ...own.filter(({ closedAt }) => closedAt !== undefined).slice(0, mostClosed)];
  const acting = shown.flatMap((alert) => [alert.holder?.personId, ...toldOf(alert).map(({ byId }) => byId)]);
  const roleOf = await rolesAt(resident.facilityId, acting, deps);
  const now = deps.now();
  const withVitals = seen.classes.has("vitals");
  return {
    items: shown.map((alert) => familyAlertView(alert, { roleOf, withVitals }, now)),
    isEmergenciesOnly,
    asOf: isoTimeOf(now),
  };
}

/** Open ones by urgency and age, then closed ones, the last first. */
function byNeed(a: Alert, b: Alert): number {
  const [isOpenA, isOpenB] = [a.closedAt === undefined, b.closedAt === undefined];
  if (isOpenA !== isOpenB) return isOpenA ? -1 : 1;
  if (!isOpenA) return b.raisedAt - a.raisedAt;
  return alertPriorities.indexOf(a.priority) - alertPriorities.indexOf(b.priority) || a.raisedAt - b.raisedAt;
}
