import type { AlertKind } from "../alerts/alert.ts";
import { entryOf, type ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { raisedAnewAt } from "./conditions.ts";
import type { Situation } from "./monitor.ts";
import { monitors } from "./monitors.ts";
import { isNews2Parameter, validUntil } from "./news2-monitor.ts";
import type { Memory, Watch } from "./state.ts";

/**
 * The earliest time after now at which time alone changes a verdict, the freshness of a value, its validity for
 * NEWS2, or whether the resident is monitored.
 */
export function nextDue(situation: Situation, open: Watch["open"]): EpochMs | undefined {
  let due = freshnessChangesAt(situation.memory, situation.now);
  for (const monitor of monitors) due = Math.min(due, monitor.changesAt(situation));
  for (const kind in open) {
    const resolvedAt = open[kind as AlertKind]?.resolvedAt;
    if (resolvedAt === undefined) continue;
    const anewAt = raisedAnewAt(kind as AlertKind, resolvedAt);
    if (anewAt > situation.now) due = Math.min(due, anewAt);
  }
  return due === Number.POSITIVE_INFINITY ? undefined : due;
}

function freshnessChangesAt({ latest, news2 }: Memory, now: EpochMs): EpochMs {
  let next = Number.POSITIVE_INFINITY;
  for (const name in latest) {
    const code = name as ObservationCode;
    const at = latest[code]?.at;
    if (at === undefined) continue;
    const { liveForMs, lostAfterMs } = entryOf(code).freshness;
    const age = now - at;
    if (age <= liveForMs) next = Math.min(next, at + liveForMs + 1);
    else if (age <= lostAfterMs) next = Math.min(next, at + lostAfterMs + 1);
    if (!isNews2Parameter(code)) continue;
    const until = validUntil(code, at, news2);
    if (until >= now) next = Math.min(next, until + 1);
  }
  return next;
}
