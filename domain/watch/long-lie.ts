import { type EpochMs, hour, minute } from "../model/time.ts";
import type { LatchingEvent } from "./events.ts";
import type { Monitor, Situation } from "./monitor.ts";
import type { LatestValue, Memory, OpenCondition, RecentObservation } from "./state.ts";

/**
 * An hour on the floor is a long lie: of people over 90 who fell, 30 % lay so long, and it goes with serious injury and
 * death (Fleming and Brayne, BMJ 2008;337:a2227). The alarm must come well before that: half of it, to be confirmed by a
 * clinician; a plan may set 5 to 55 minutes and cannot switch it off.
 */
export const longLieAfterMs = 30 * minute;

/** A mattress notices some seconds late that it is empty, and a step counter adds up what came before the fall. */
const settlesWithinMs = 2 * minute;

/** What is reported later than this counts from its arrival: nobody knows what happened since. */
const latestCountedMs = 12 * hour;

/**
 * The last sign that the person was not on the floor, after one more observation: in bed, standing, or more
 * steps. Motion alone is no such sign, nor is sitting: who lies on the floor moves too, and may sit up there.
 */
export function followUp(
  lastUpAt: EpochMs | undefined,
  [at, code, deviceId, value]: RecentObservation,
  previous: LatestValue | undefined,
): EpochMs | undefined {
  const seenAt = upAt(code, value, at, deviceId, previous);
  return seenAt === undefined ? lastUpAt : Math.max(lastUpAt ?? seenAt, seenAt);
}

function upAt(
  code: RecentObservation[1],
  value: RecentObservation[3],
  at: EpochMs,
  deviceId: string,
  previous: LatestValue | undefined,
): EpochMs | undefined {
  if (code === "bed-occupancy") return value === true ? at : undefined;
  if (code === "body-position") return value === "standing" ? at : undefined;
  if (code !== "steps" || previous?.deviceId !== deviceId) return undefined;
  const isMore = typeof value === "number" && typeof previous.value === "number" && value > previous.value;
  // The steps were made some time after the count before.
  return isMore ? previous.at : undefined;
}

/**
 * Since when a person may be lying there, after another report of a fall. Who was seen up, or by somebody, fell anew;
 * else it counts from the first fall, since a device may report the same one again and again.
 */
export function lyingAfter(
  event: LatchingEvent,
  open: OpenCondition | undefined,
  memory: Memory,
  now: EpochMs,
): Pick<OpenCondition, "lyingSince"> {
  if (event.type !== "fall") return {};
  if (open !== undefined && !isOver(open, memory)) return { lyingSince: lyingSinceOf(open) };
  return { lyingSince: now - event.at > latestCountedMs ? now : event.at };
}

/**
 * A fall after which nobody saw the person up again, and nobody came: high, and cleared by a person only. It counts from
 * when the device says that it happened, so that a late report does not make the lie shorter.
 */
export const longLieMonitor: Monitor = {
  kind: "long-lie",
  judge(situation) {
    const lying = lyingIn(situation);
    if (lying === undefined || situation.now < lying.dueAt) return undefined;
    return { kind: "long-lie", priority: "high", reason: { code: "long-lie", sinceMs: lying.since }, inputs: [] };
  },
  mayClear: () => false,
  changesAt(situation) {
    const lying = lyingIn(situation);
    return lying !== undefined && lying.dueAt > situation.now ? lying.dueAt : Number.POSITIVE_INFINITY;
  },
};

function lyingIn({ open, memory, plan }: Situation): { readonly since: EpochMs; readonly dueAt: EpochMs } | undefined {
  const { fall } = open;
  if (fall === undefined || isOver(fall, memory)) return undefined;
  const since = lyingSinceOf(fall);
  return { since, dueAt: since + (plan.longLieAfterMs ?? longLieAfterMs) };
}

function isOver(fall: OpenCondition, { lastUpAt }: Memory): boolean {
  const since = lyingSinceOf(fall);
  const isUp = lastUpAt !== undefined && lastUpAt >= since + settlesWithinMs;
  return isUp || (fall.attendedAt !== undefined && fall.attendedAt >= since);
}

function lyingSinceOf({ lyingSince, raisedAt }: OpenCondition): EpochMs {
  return lyingSince ?? raisedAt;
}
