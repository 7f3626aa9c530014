import type { Alert } from "../../domain/alerts/alert.ts";
import { isFromFuture } from "../../domain/escalation/plan.ts";
import { isWaitingForEver } from "../../domain/escalation/waiting-for-ever.ts";
import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import { escalate } from "../escalating/escalate.ts";
import { armNotification } from "../escalating/notification-timer.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";

const facilitiesAtOnce = 8;
const alertsAtOnce = 8;
const timersAtOnce = 16;

/** A timer that wakes its alert in time is not older than this when the sweep comes by. */
const overdueAfterMs = minute;
/** What comes due before the next sweep, and a little more, since not every sweep takes equally long. */
const soonMs = minute + 2 * second;
/** Its timer is on the way. */
const timerTakesMs = 5 * second;
/** More would not be sent within a minute; the next sweep takes the others. */
const callsAtOnce = 1000;

/** Some alerts or calls could not be read or dealt with; the next sweep takes them again. */
export class IncompleteEscalationSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} alerts or facilities could not be read or escalated`);
    this.failed = failed;
  }
}

interface Seen {
  overdue: number;
  nobodyCalled: number;
}

/**
 * Escalates every open alert that is due, whatever became of its timer, also when the clock was set back, and gives a time
 * to those that an earlier version left without any; arms a timer for
 * each that comes due before the next sweep, and for each call that should have been sent. Whatever is damaged or fails
 * holds up no other.
 */
export async function sweepEscalations(_tick: undefined, deps: Deps<"sweep-escalations">): Promise<void> {
  await settlePeople(deps);
  const facilities = await deps.facilities.list();
  readableOf(facilities, deps.log);
  let failed = facilities.unreadable.length;
  const seen: Seen = { overdue: 0, nobodyCalled: 0 };
  await forEachBounded(idsOf(facilities), facilitiesAtOnce, async (facilityId) => {
    try {
      const failedHere = (await sweepAlerts(facilityId, seen, deps)) + (await sweepCalls(facilityId, deps));
      failed += failedHere;
    } catch (error) {
      failed += 1;
      deps.log.error("facility was not swept", { facilityId, error });
    }
  });
  deps.metrics.put({
    EscalationsOverdue: seen.overdue,
    ...(seen.nobodyCalled > 0 && { NobodyCalled: seen.nobodyCalled }),
  });
  if (failed > 0) throw new IncompleteEscalationSweepError(failed);
}

/** Without it everybody is read for each call, which is slower and no less right. */
async function settlePeople({ people, log, now }: Deps<"sweep-escalations">): Promise<void> {
  try {
    await people.settlePlaces(now());
  } catch (error) {
    log.error("where people are found was not settled; the next sweep tries again", { error });
  }
}

async function sweepAlerts(facilityId: string, seen: Seen, deps: Deps<"sweep-escalations">): Promise<number> {
  const listing = await deps.alerts.listOpen(facilityId);
  const alerts = readableOf(listing, deps.log);
  const now = deps.now();
  let failed = listing.unreadable.length;
  const due = alerts.filter((alert) => isDue(alert, now));
  for (const { escalation } of due) if (now - (escalation?.dueAt ?? now) > overdueAfterMs) seen.overdue += 1;
  await forEachBounded(due, alertsAtOnce, async ({ id }) => {
    try {
      const { nobodyCalled } = await escalate(id, deps);
      seen.nobodyCalled += nobodyCalled;
    } catch (error) {
      failed += 1;
      deps.log.error("due alert was not escalated", { alertId: id, error });
    }
  });
  const soon = alerts.filter(({ escalation }) => {
    const dueAt = escalation?.dueAt;
    return dueAt !== undefined && dueAt > now && dueAt <= now + soonMs;
  });
  await forEachBounded(soon, timersAtOnce, (alert) => armEscalation(alert, deps));
  return failed;
}

function isDue(alert: Alert, now: EpochMs): boolean {
  const { escalation } = alert;
  if (isWaitingForEver(alert)) return true;
  if (escalation === undefined) return false;
  return (escalation.dueAt !== undefined && escalation.dueAt <= now) || isFromFuture(escalation, now);
}

async function sweepCalls(facilityId: string, deps: Deps<"sweep-escalations">): Promise<number> {
  const overdue = await deps.notifications.listOverdue(facilityId, deps.now() - timerTakesMs, callsAtOnce);
  const calls = readableOf(overdue, deps.log);
  await forEachBounded(calls, timersAtOnce, (call) => armNotification(call, deps));
  return overdue.unreadable.length;
}
