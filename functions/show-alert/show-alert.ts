import { alertView } from "../../contracts/alert-view.ts";
import type { AlertDetailView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { type Alert, isOutsideWatch } from "../../domain/alerts/alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/** A resident's latest alerts, among which those of a case are looked for. */
const mostOfResident = 500;

/**
 * An alert with the others of its case, oldest first; itself is among them. What a house has to do is shown to that house
 * alone, and not to whoever sees the resident.
 */
export async function showAlert(
  { path, caller }: HttpInput<(typeof routes)["show-alert"]>,
  deps: Deps<"show-alert">,
): Promise<AlertDetailView> {
  const alert = await deps.alerts.find(path.id);
  const isShown = ({ kind, facilityId }: Alert) =>
    !isOutsideWatch(kind) || mayDo(caller, "alert.read", { kind: "facility", facilityId });
  if (alert === undefined || !isShown(alert)) throw unknown("alert", path.id);
  const listed = readableOf(await deps.alerts.listByResident(alert.residentId, mostOfResident), deps.log);
  const others = listed.filter((one) => one.caseId === alert.caseId && one.id !== alert.id && isShown(one));
  const ofCase = [alert, ...others].sort((a, b) => a.raisedAt - b.raisedAt);
  return { ...alertView(alert), caseAlerts: ofCase.map(alertView) };
}
