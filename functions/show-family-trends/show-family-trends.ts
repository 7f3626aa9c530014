import { familyTrendsView } from "../../contracts/family-trends-view.ts";
import type { FamilyTrendsView } from "../../contracts/http/family.ts";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import { day, midnightInShanghai } from "../../domain/model/time.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { dayLogsOf } from "../family/day-logs.ts";
import { seenBy } from "../family/seen-by.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

const daysOf = { week: 7, month: 30 } as const;

/** Nights, activity and vital signs of the last days and of today so far. */
export async function showFamilyTrends(
  { path, query, caller }: HttpInput<(typeof familyRoutes)["show-family-trends"]>,
  deps: Deps<"show-family-trends">,
): Promise<FamilyTrendsView> {
  const seen = seenBy(caller, path.id);
  const resident = seen && (await deps.residents.find(path.id));
  if (resident === undefined || !seen?.classes.has("vitals")) throw unknown("resident", path.id);
  const now = deps.now();
  const today = midnightInShanghai(now);
  const dayStarts = Array.from(
    { length: daysOf[query.period] + 1 },
    (_, place) => today - (daysOf[query.period] - place) * day,
  );
  // The first night begins on the evening before.
  const logs = await dayLogsOf(resident.id, [(dayStarts[0] as number) - day, ...dayStarts], deps);
  return familyTrendsView({
    residentId: resident.id,
    period: query.period,
    dayStarts,
    logs,
    plan: planFor(resident, now),
    now,
  });
}
