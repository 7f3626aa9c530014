import type * as z from "zod/mini";
import type { health } from "../../contracts/http/health.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import packageJson from "../../package.json" with { type: "json" };
import type { Deps } from "../shell/deps.ts";

/**
 * How a cell is, as far as one call can see: its clock, and what could not be taken in within seven days. `degraded`
 * when its tables do not answer; alarms watch the rest.
 */
export async function showHealth(_request: unknown, deps: Deps<"show-health">): Promise<z.input<typeof health>> {
  const now = deps.now();
  const counts = await countsAt(now, deps);
  const { "dead-letter": deadLetters, ...refusals } = counts ?? { "dead-letter": 0 };
  return {
    status: counts === undefined ? "degraded" : "ok",
    version: packageJson.version,
    time: isoTimeOf(now),
    speed: 1,
    mode: "live",
    messages: { refused: Object.values(refusals).reduce((sum, count) => sum + count, 0) },
    deadLetters,
  };
}

async function countsAt(now: number, { quarantine, log }: Deps<"show-health">) {
  try {
    return await quarantine.counts(now);
  } catch (error) {
    log.error("the quarantine cannot be counted", { error });
    return undefined;
  }
}
