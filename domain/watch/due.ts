import type { AlertKind } from "../alerts/alert.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { raisedAnewAt } from "./conditions.ts";
import type { Situation } from "./monitor.ts";
import { monitors } from "./monitors.ts";
import { isNews2Parameter, validUntil } from "./news2-monitor.ts";
import type { Memory, Watch } from "./state.ts";

/**
 * The earliest time after now at which time alone changes a verdict, the validity of a value for NEWS2, or whether the
 * resident is monitored. How fresh a value is needs nobody to be woken: whoever shows it looks at its age.
 */
export function nextDue(situation: Situation, open: Watch["open"]): EpochMs | undefined {
  let due = validityEndsAt(situation.memory, situation.now);
  for (const monitor of monitors) due = Math.min(due, monitor.changesAt(situation));
  for (const kind in open) {
    const resolvedAt = open[kind as AlertKind]?.resolvedAt;
    if (resolvedAt === undefined) continue;
    const anewAt = raisedAnewAt(kind as AlertKind, resolvedAt);
    if (anewAt > situation.now) due = Math.min(due, anewAt);
  }
  return due === Number.POSITIVE_INFINITY ? undefined : due;
}

function validityEndsAt({ latest, news2 }: Memory, now: EpochMs): EpochMs {
  let next = Number.POSITIVE_INFINITY;
  for (const name in latest) {
    const code = name as ObservationCode;
    const at = latest[code]?.at;
    if (at === undefined || !isNews2Parameter(code)) continue;
    const until = validUntil(code, at, news2);
    if (until >= now) next = Math.min(next, until + 1);
  }
  return next;
}
