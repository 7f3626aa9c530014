import type { RetentionState } from "../../contracts/http/retention.ts";
import type { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { planErasure } from "../erasing/plan-erasure.ts";
import { holdView } from "../retaining/hold-view.ts";
import { partViews } from "../retaining/retention-views.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** Looking ahead at the archive's files would take too long for a page. */
const noFiles = (): number => 0;

/** Whether a legal hold stands on a resident's data, and how long each kind of them is kept once the care has ended. */
export async function showRetention(
  { path }: HttpInput<(typeof retentionRoutes)["show-retention"]>,
  deps: Deps<"show-retention">,
): Promise<RetentionState> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const state = holdView(resident, await deps.retention.holdsOf(path.id));
  if (resident.discharge === undefined) return state;
  const parts = await planErasure(path.id, { why: "request", timeLeft: noFiles }, deps);
  return { ...state, parts: partViews(parts) };
}
