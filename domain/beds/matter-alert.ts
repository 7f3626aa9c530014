import type { Alert } from "../alerts/alert.ts";
import { raiseAlert } from "../alerts/handling.ts";
import type { EpochMs } from "../model/time.ts";
import type { BedMatter } from "./matters.ts";

/** How a matter is told at a moment: it waits, it is late, or not yet at all. */
export function tellingOf(
  { since, dueAt }: Pick<BedMatter, "since" | "dueAt">,
  now: EpochMs,
): "asked" | "late" | "none" {
  if (dueAt !== undefined && dueAt <= now) return "late";
  return since <= now ? "asked" : "none";
}

interface Telling {
  readonly alertId: string;
  readonly facilityId: string;
  /** What the staff call the bed. */
  readonly label: string;
  readonly isLate: boolean;
}

/** Tells a house what waits, low: it stands in their lists by night, and is sent by day. About nobody where nobody lies there. */
export function matterAlert(matter: BedMatter, { alertId, facilityId, label, isLate }: Telling, now: EpochMs): Alert {
  const { key, what, bedId, roles, owner, since, dueAt, residentId = alertId } = matter;
  const reason = {
    code: "bed",
    key,
    what,
    bedId,
    label,
    roles,
    sinceMs: since,
    ...(owner !== undefined && { owner }),
    ...(dueAt !== undefined && { dueMs: dueAt }),
  } as const;
  const kind = isLate ? "bed-late" : "bed-asked";
  return raiseAlert({ kind, priority: "low", reason, inputs: [], alertId }, { id: residentId, facilityId }, now);
}
