import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as z from "zod/mini";
import type { health } from "../contracts/http/health.ts";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { type EpochMs, hour, minute } from "../domain/model/time.ts";
import type { QuarantineStore } from "../stores/quarantine-store.ts";
import type { CanaryFigures, CanaryState } from "./canary-figures.ts";
import type { Clock } from "./clock.ts";
import type { Counters } from "./counters.ts";
import type { Mode } from "./data-folder.ts";

/** Where the figures come from. */
export interface HealthSources {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly quarantine: Pick<QuarantineStore, "counts">;
  readonly counters: Pick<Counters, "taken" | "lastFaultAt" | "hasDamage">;
  readonly canary: Pick<CanaryFigures, "state" | "unjudgedMs">;
  readonly devicesConnected: () => number;
}

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8")) as {
  readonly version: string;
};

/** One is judged each minute, the first one two minutes after the start. */
const judgedWithinMs = 3 * minute;

/**
 * How the box is. `degraded` when the tables do not answer or are damaged, or when within the last hour a message was
 * given up or handed back to its device because it could not be stored, or a scheduled run, a timer or a request failed;
 * and while the latest test call was not answered in time or none was judged for three minutes: then what goes by time
 * stands still.
 */
export async function healthOf(sources: HealthSources): Promise<z.infer<typeof health>> {
  const { clock, mode, counters } = sources;
  const now = clock.now();
  const quarantined = await quarantinedIn(sources, now);
  const isFaulty = counters.lastFaultAt !== undefined && now - counters.lastFaultAt < hour;
  const { state: canary, unjudgedMs } = sources.canary;
  // In a simulation ten seconds are over before a disk has written.
  const isUnanswered = clock.speed === 1 && (canary?.isAnswered === false || unjudgedMs > judgedWithinMs);
  return {
    status: quarantined === undefined || isFaulty || counters.hasDamage || isUnanswered ? "degraded" : "ok",
    version,
    time: isoTimeOf(now),
    speed: clock.speed,
    mode,
    devicesConnected: sources.devicesConnected(),
    messages: { taken: counters.taken, refused: quarantined?.refused ?? 0 },
    deadLetters: quarantined?.deadLetters ?? 0,
    ...(canary === undefined ? {} : { canary: canaryView(canary) }),
  };
}

function canaryView({ isAnswered, checkedAt, answeredAt, latencyMs }: CanaryState): z.infer<typeof health>["canary"] {
  return {
    isAnswered,
    checkedAt: isoTimeOf(checkedAt),
    ...(answeredAt === undefined ? {} : { answeredAt: isoTimeOf(answeredAt) }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

/** Of the last seven days; undefined when the tables do not answer. */
async function quarantinedIn(
  { quarantine }: HealthSources,
  now: EpochMs,
): Promise<{ readonly refused: number; readonly deadLetters: number } | undefined> {
  try {
    const { "dead-letter": deadLetters, ...refusals } = await quarantine.counts(now);
    return { deadLetters, refused: Object.values(refusals).reduce((sum, count) => sum + count, 0) };
  } catch {
    return undefined;
  }
}
