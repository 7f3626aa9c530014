import type { PlanHistory } from "../../contracts/http/monitoring-plan.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { changeView, recordedBefore } from "../../contracts/plan-history.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";

/** A page of every change of a resident's record, newest first; behind the oldest, what was kept before there was a history. */
export async function listPlanHistory(
  { path, query }: HttpInput<(typeof routes)["list-plan-history"]>,
  deps: Deps<"list-plan-history">,
): Promise<PlanHistory> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { limit, before } = query;
  const listing = await deps.changes.list(path.id, { limit: limit + 1, before });
  const changes = readableOf(listing, deps.log);
  const page = changes.slice(0, limit);
  const last = page.at(-1);
  if (changes.length > limit && last !== undefined) return { items: page.map(changeView), next: String(last.version) };
  return { items: [...page.map(changeView), ...recordedBefore(resident, last)] };
}
