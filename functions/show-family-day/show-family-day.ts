import { familyDayView } from "../../contracts/family-day-view.ts";
import type { FamilyDayView } from "../../contracts/http/family.ts";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { dataClasses } from "../../domain/access/data-classes.ts";
import { type StoryEntry, storyOf } from "../../domain/family/story.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { dayLogsOf } from "../family/day-logs.ts";
import { dayRecordsOf } from "../family/day-records.ts";
import { rolesAt } from "../family/role-of.ts";
import { type Seen, seenBy } from "../family/seen-by.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * The story of a day out of its records, as far as the relative is let see them; what happened after somebody left the care
 * is not ours to tell.
 */
export async function showFamilyDay(
  { path, caller }: HttpInput<(typeof familyRoutes)["show-family-day"]>,
  deps: Deps<"show-family-day">,
): Promise<FamilyDayView> {
  const seen = seenBy(caller, path.id);
  const resident = seen && (await deps.residents.find(path.id));
  if (resident === undefined || !seen?.classes.has("record")) throw unknown("resident", path.id);
  const now = deps.now();
  const dayStart = epochOf(`${path.date}T00:00:00+08:00`) ?? now;
  const logDays = seen.classes.has("vitals") ? [dayStart - day, dayStart, dayStart + day] : [];
  const [records, logs] = await Promise.all([
    dayRecordsOf(resident.id, dayStart, deps),
    dayLogsOf(resident.id, logDays, deps),
  ]);
  const story = storyOf({ ...records, logs, dayStart, plan: planFor(resident, now), now });
  const entries = story.filter((entry) => isTold(entry, seen, resident.discharge?.at));
  const [roleOf, houseOf] = await Promise.all([
    rolesAt(resident.facilityId, entries.map(actorOf), deps),
    housesOf(entries, deps),
  ]);
  return familyDayView({
    residentId: resident.id,
    dayStart,
    entries,
    log: logs.find((log) => log.dayStart === dayStart),
    withheld: dataClasses.filter((each) => !seen.classes.has(each)),
    names: { roleOf, houseOf },
    now,
  });
}

/** Of whom it has to be known in which role they acted. */
function actorOf(entry: StoryEntry): string | undefined {
  if (entry.kind === "alert") return entry.came?.byId;
  return "byId" in entry ? entry.byId : undefined;
}

function isTold(entry: StoryEntry, { classes }: Seen, leftAt: EpochMs | undefined): boolean {
  if (leftAt !== undefined && entry.at > leftAt) return false;
  // That staff came to an alert stands in the alert, for whoever sees it.
  if (entry.kind === "staff-came" && classes.has("alerts")) return false;
  return classes.has(entry.class);
}

async function housesOf(
  entries: readonly StoryEntry[],
  { facilities }: Pick<Deps<"show-family-day">, "facilities">,
): Promise<(facilityId: string | undefined) => string | undefined> {
  const ids = [...new Set(entries.flatMap((entry) => ("houseId" in entry ? (entry.houseId ?? []) : [])))];
  const found = await Promise.all(ids.map((id) => facilities.find(id)));
  const names = new Map(found.flatMap((facility) => (facility === undefined ? [] : [[facility.id, facility.name]])));
  return (facilityId) => (facilityId === undefined ? undefined : names.get(facilityId));
}
