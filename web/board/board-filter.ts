import type { AlertView } from "../../contracts/http/alerts.ts";
import type { ResidentView } from "../../contracts/http/residents.ts";
import { bedStateAt, presenceAt } from "../data/freshness.ts";

export const filterNames = ["all", "alerts", "partly-monitored", "unmonitored", "out-of-bed"] as const;
export type FilterName = (typeof filterNames)[number];

export type AlertsByResident = ReadonlyMap<string, readonly AlertView[]>;

/** Open alerts by resident, each list in the order it was given. */
export function groupByResident(alerts: readonly AlertView[]): AlertsByResident {
  return Map.groupBy(alerts, ({ residentId }) => residentId);
}

function belongs(filter: FilterName, resident: ResidentView, alerts: AlertsByResident, now: number): boolean {
  switch (filter) {
    case "all":
      return true;
    case "alerts":
      return alerts.has(resident.id);
    case "out-of-bed":
      return bedStateAt(resident, now).kind === "out-of-bed";
    case "partly-monitored":
    case "unmonitored":
      return presenceAt(resident, now) === filter;
  }
}

/** Who is shown: those of the filter whose name or bed contains the search, spaces and case ignored. */
export function filterResidents(
  residents: readonly ResidentView[],
  filter: FilterName,
  search: string,
  alerts: AlertsByResident,
  now: number,
): ResidentView[] {
  const wanted = folded(search);
  return residents.filter(
    (resident) =>
      belongs(filter, resident, alerts, now) &&
      (folded(resident.name).includes(wanted) || folded(resident.bed?.label ?? "").includes(wanted)),
  );
}

/** How many belong to each filter; and how many are monitored. */
export function countResidents(
  residents: readonly ResidentView[],
  alerts: AlertsByResident,
  now: number,
): Readonly<Record<FilterName | "monitored", number>> {
  const counts = { all: 0, alerts: 0, "partly-monitored": 0, unmonitored: 0, "out-of-bed": 0, monitored: 0 };
  for (const resident of residents) {
    counts.all += 1;
    counts[presenceAt(resident, now)] += 1;
    if (alerts.has(resident.id)) counts.alerts += 1;
    if (bedStateAt(resident, now).kind === "out-of-bed") counts["out-of-bed"] += 1;
  }
  return counts;
}

function folded(text: string): string {
  return text.replaceAll(/\s/g, "").toLowerCase();
}
