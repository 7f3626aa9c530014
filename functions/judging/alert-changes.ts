import { type Alert, isHigherPriority } from "../../domain/alerts/alert.ts";
import {
  changeAlert,
  clearAlert,
  inhibitAlert,
  type Raise,
  raiseAlert,
  reactivateAlert,
  uninhibitAlert,
} from "../../domain/alerts/handling.ts";
import { isShelfOn } from "../../domain/alerts/shelving.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Watch, WatchResult } from "../../domain/watch/state.ts";
import type { AlertStore } from "../../stores/alert-store.ts";

export interface AlertChanges {
  readonly raised: readonly Alert[];
  readonly changed: readonly Alert[];
}

/** With its case, and with the shelf of its kind unless it is more urgent than what was shelved. */
function raiseOf(verdict: WatchResult["raised"][number], { open, shelves }: Watch, now: EpochMs): Raise {
  const { caseId, inhibitedBy } = open[verdict.kind] ?? {};
  const shelf = shelves?.[verdict.kind];
  const isShelved = isShelfOn(shelf, now) && !isHigherPriority(verdict.priority, shelf.priority);
  return {
    ...verdict,
    ...(caseId !== undefined && { caseId }),
    ...(isShelved && { shelved: shelf }),
    ...(inhibitedBy !== undefined && { inhibitedBy }),
  };
}

/**
 * Carries a watch's verdicts over to the alerts they concern, as the watch commit wants them.
 *
 * An alert is written once however many verdicts concern it. One that a person closed meanwhile stays as it is.
 */
export async function alertChangesOf(
  result: WatchResult,
  resident: Pick<Resident, "id" | "facilityId">,
  alerts: Pick<AlertStore, "find">,
  now: EpochMs,
): Promise<AlertChanges> {
  const raised = result.raised.map((verdict) => raiseAlert(raiseOf(verdict, result.state, now), resident, now));
  const changed = new Map<string, Alert>();

  async function change(alertId: string, transition: (alert: Alert) => Alert): Promise<void> {
    const earlier = changed.get(alertId);
    const alert = earlier ?? (await alerts.find(alertId));
    if (alert === undefined) return;
    // A second verdict goes into the same write, hence into the same version.
    const before = earlier === undefined ? alert : { ...earlier, version: earlier.version - 1 };
    const next = transition(before);
    if (next !== before) changed.set(alertId, next);
  }
  for (const verdict of result.reactivated)
    await change(verdict.alertId, (alert) => reactivateAlert(alert, verdict, now));
  for (const verdict of result.changed) await change(verdict.alertId, (alert) => changeAlert(alert, verdict, now));
  for (const { alertId } of result.cleared) await change(alertId, (alert) => clearAlert(alert, now));
  for (const { alertId, by } of result.inhibited)
    await change(alertId, (alert) => (by === undefined ? uninhibitAlert(alert, now) : inhibitAlert(alert, by, now)));
  return { raised, changed: [...changed.values()] };
}
