import type { HealthDetails, HealthView } from "../../contracts/http/health.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { type CanaryVerdict, canary } from "../../domain/model/canary.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { healthDetailsOf } from "./health-details.ts";
import { isTroubling, testCallView } from "./test-call.ts";

/**
 * How a cell is, as far as one call can see: its clock, what its latest test call came to, and what could not be taken in
 * within seven days. `degraded` when its tables do not answer, and while the latest test call failed or none was judged
 * for three minutes; alarms watch the rest. Operators see more than others.
 */
export async function showHealth(
  { query, caller }: HttpInput<(typeof routes)["show-health"]>,
  deps: Deps<"show-health">,
): Promise<HealthView> {
  const now = deps.now();
  const [counts, testCall] = await Promise.all([countsAt(now, deps), latestTestCall(deps)]);
  const isBroken = testCall !== undefined && isTroubling(testCall, now);
  const base = {
    status: counts === undefined || isBroken ? "degraded" : "ok",
    time: isoTimeOf(now),
    speed: 1,
    mode: "live",
  } as const;
  if (!mayDo(caller, "health.inspect", { kind: "service" })) return base;
  const { "dead-letter": deadLetters, ...refusals } = counts ?? { "dead-letter": 0 };
  return {
    ...base,
    version: packageJson.version,
    messages: { refused: Object.values(refusals).reduce((sum, count) => sum + count, 0) },
    deadLetters,
    ...(testCall !== undefined && testCallView(testCall)),
    ...(query.details === "1" && { details: await detailsWithLag(now, deps) }),
  };
}

async function detailsWithLag(now: number, deps: Deps<"show-health">): Promise<HealthDetails> {
  const details = await healthDetailsOf(deps, now);
  try {
    const lagMs = await deps.ingestLag.lagMs();
    return lagMs === undefined ? details : { ...details, ingest: { ...details.ingest, lagMs } };
  } catch (error) {
    deps.log.error("how late telemetry is stored cannot be told", { code: "ingest", error });
    return { ...details, unknown: [...new Set([...details.unknown, "ingest" as const])] };
  }
}

/** Undefined until one was judged, and when that cannot be read. */
async function latestTestCall({ devices, log }: Deps<"show-health">): Promise<CanaryVerdict | undefined> {
  try {
    return (await devices.find(canary.deviceId))?.judgedLast;
  } catch (error) {
    log.error("what the test call came to cannot be read", { error });
    return undefined;
  }
}

async function countsAt(now: number, { quarantine, log }: Deps<"show-health">) {
  try {
    return await quarantine.counts(now);
  } catch (error) {
    log.error("the quarantine cannot be counted", { error });
    return undefined;
  }
}
