import type { DayRecords } from "../../domain/family/story.ts";
import { day, type EpochMs } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

type ReadingDeps = Pick<Deps<"show-family-day">, "alerts" | "notes" | "visits" | "referrals" | "log">;

/** More notes than one day has. */
const mostNotes = 100;
const mostVisits = 300;
const mostReferrals = 100;

/** What was recorded of a resident on a day: what a person wrote, and what happened. Items that are damaged are passed over, and logged. */
export async function dayRecordsOf(
  residentId: string,
  dayStart: EpochMs,
  deps: ReadingDeps,
): Promise<Pick<DayRecords, "alerts" | "notes" | "visits" | "referrals">> {
  const before = new Date(dayStart + day).toISOString();
  const [alerts, notes, visits, referrals] = await Promise.all([
    // Staff may come to an alert of the day before.
    deps.alerts.listRaised(residentId, dayStart - day, dayStart + day),
    deps.notes.list(residentId, { limit: mostNotes, before }),
    deps.visits.listByResident(residentId, mostVisits),
    deps.referrals.listOfResident(residentId, mostReferrals),
  ]);
  return {
    alerts: readableOf(alerts, deps.log),
    notes: readableOf(notes, deps.log),
    visits: readableOf(visits, deps.log),
    referrals: readableOf(referrals, deps.log),
  };
}
