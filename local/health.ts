import { readFileSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { resolve } from "node:path";
import type { HealthView } from "../contracts/http/health.ts";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { mayDo } from "../domain/access/decide.ts";
import { type EpochMs, hour } from "../domain/model/time.ts";
import type { HttpAuthorizer } from "../functions/shell/events.ts";
import type { Log } from "../functions/shell/log.ts";
import { type HealthStores, healthDetailsOf } from "../functions/show-health/health-details.ts";
import { judgedWithinMs } from "../functions/show-health/test-call.ts";
import type { PersonStore } from "../stores/person-store.ts";
import type { QuarantineStore } from "../stores/quarantine-store.ts";
import type { CanaryFigures, CanaryState } from "./canary-figures.ts";
import type { Clock } from "./clock.ts";
import type { Counters } from "./counters.ts";
import type { Mode } from "./data-folder.ts";

/** Where the figures come from. */
export interface HealthFigures {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly quarantine: Pick<QuarantineStore, "counts">;
  readonly counters: Pick<Counters, "taken" | "lastFaultAt" | "hasDamage">;
  readonly canary: Pick<CanaryFigures, "state" | "chain" | "unjudgedMs">;
  readonly devicesConnected: () => number;
  /** Whether the start said where operators are told that calls do not go out. */
  readonly tellsOperators: boolean;
}

/** What is asked besides for operators. */
export interface HealthSources extends HealthFigures {
  readonly people: Pick<PersonStore, "find">;
  readonly details: HealthStores;
  /** On the volume with the tables. */
  readonly dataFolder: string;
  readonly counters: HealthFigures["counters"] & Pick<Counters, "lagMs">;
  readonly log: Log;
}

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8")) as {
  readonly version: string;
};

/**
 * As much of how the box is as the caller may know: operators everything, also in detail; everybody else whether it is well,
 * and what time it is, without signing in too: whatever watches the box from outside has no account. While the tables do not answer nobody can be told apart, so nobody is told more.
 */
export async function healthFor(
  authorizer: HttpAuthorizer | undefined,
  isDetailed: boolean,
  sources: HealthSources,
): Promise<HealthView> {
  const health = await healthOf(sources);
  if (!(await mayInspect(authorizer, sources))) {
    const { status, time, speed, mode } = health;
    return { status, time, speed, mode };
  }
  if (!isDetailed) return health;
  const details = await healthDetailsOf(sources.details, sources.clock.now());
  const ingest = { ...details.ingest, lagMs: sources.counters.lagMs };
  return { ...health, details: { ...details, ingest, ...(await diskOf(sources)) } };
}

async function mayInspect(
  authorizer: HttpAuthorizer | undefined,
  { people, log, clock }: HealthSources,
): Promise<boolean> {
  if (authorizer === undefined) return false;
  if ("lambda" in authorizer) return true;
  try {
    const person = await people.find(authorizer.jwt.claims.sub);
    if (person === undefined) return false;
    return mayDo({ kind: "person", person, at: clock.now() }, "health.inspect", { kind: "service" });
  } catch (error) {
    log.error("who asks for the health cannot be read", { error });
    return false;
  }
}

async function diskOf({ dataFolder, log }: HealthSources) {
  try {
    const { bavail, blocks, bsize } = await statfs(dataFolder);
    return { disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize } };
  } catch (error) {
    log.error("the disk cannot be looked at", { error });
    return {};
  }
}

/**
 * How the box is. `degraded` when the tables do not answer or are damaged, or when within the last hour a message was
 * given up or handed back to its device because it could not be stored, or a scheduled run, a timer or a request failed;
 * and while the latest test call was not answered in time or none was judged for three minutes: then what goes by time
 * stands still.
 */
export async function healthOf(sources: HealthFigures): Promise<HealthView> {
  const { clock, mode, counters } = sources;
  const now = clock.now();
  const quarantined = await quarantinedIn(sources, now);
  const isFaulty = counters.lastFaultAt !== undefined && now - counters.lastFaultAt < hour;
  const { state: canary, chain, unjudgedMs } = sources.canary;
  // In a simulation ten seconds are over before a disk has written.
  const isUnanswered =
    clock.speed === 1 && (canary?.isAnswered === false || chain?.isDelivered === false || unjudgedMs > judgedWithinMs);
  return {
    status: quarantined === undefined || isFaulty || counters.hasDamage || isUnanswered ? "degraded" : "ok",
    version,
    time: isoTimeOf(now),
    speed: clock.speed,
    mode,
    devicesConnected: sources.devicesConnected(),
    tellsOperators: sources.tellsOperators,
    messages: { taken: counters.taken, refused: quarantined?.refused ?? 0 },
    deadLetters: quarantined?.deadLetters ?? 0,
    ...(canary === undefined ? {} : { canary: canaryView(canary) }),
    ...(chain === undefined ? {} : { chain: { ...chain, checkedAt: isoTimeOf(chain.checkedAt) } }),
  };
}

function canaryView({ isAnswered, checkedAt, answeredAt, latencyMs }: CanaryState): HealthView["canary"] {
  return {
    isAnswered,
    checkedAt: isoTimeOf(checkedAt),
    ...(answeredAt === undefined ? {} : { answeredAt: isoTimeOf(answeredAt) }),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

/** Of the last seven days; undefined when the tables do not answer. */
async function quarantinedIn(
  { quarantine }: Pick<HealthFigures, "quarantine">,
  now: EpochMs,
): Promise<{ readonly refused: number; readonly deadLetters: number } | undefined> {
  try {
    const { "dead-letter": deadLetters, ...refusals } = await quarantine.counts(now);
    return { deadLetters, refused: Object.values(refusals).reduce((sum, count) => sum + count, 0) };
  } catch {
    return undefined;
  }
}
