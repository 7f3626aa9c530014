import { alertView } from "../../contracts/alert-view.ts";
import type { AlertDetailView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/** A resident's latest alerts, among which those of a case are looked for. */
const mostOfResident = 500;

/** An alert with the others of its case, oldest first; itself is among them. */
export async function showAlert(
  { path }: HttpInput<(typeof routes)["show-alert"]>,
  deps: Deps<"show-alert">,
): Promise<AlertDetailView> {
  const alert = await deps.alerts.find(path.id);
  if (alert === undefined) throw unknown("alert", path.id);
  const listed = readableOf(await deps.alerts.listByResident(alert.residentId, mostOfResident), deps.log);
  const others = listed.filter(({ id, caseId }) => caseId === alert.caseId && id !== alert.id);
  const ofCase = [alert, ...others].sort((a, b) => a.raisedAt - b.raisedAt);
  return { ...alertView(alert), caseAlerts: ofCase.map(alertView) };
}
