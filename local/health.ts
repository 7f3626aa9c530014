import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type * as z from "zod/mini";
import type { health } from "../contracts/http/health.ts";
import { isoTimeOf } from "../contracts/iso-time.ts";
import { hour } from "../domain/model/time.ts";
import type { QuarantineStore } from "../stores/quarantine-store.ts";
import type { Clock } from "./clock.ts";
import type { Mode } from "./data-folder.ts";

/** Where the figures come from. */
export interface HealthSources {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly quarantine: Pick<QuarantineStore, "counts">;
  readonly counters: { readonly taken: number; readonly refused: number; readonly lastFaultAt: number | undefined };
  readonly devicesConnected: () => number;
}

const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, "../package.json"), "utf8")) as {
  readonly version: string;
};

/**
 * How the box is. `degraded` when the tables do not answer, or when within the last hour a message was given up or handed
 * back to its device because it could not be stored.
 */
export async function healthOf(sources: HealthSources): Promise<z.infer<typeof health>> {
  const { clock, mode, counters } = sources;
  const now = clock.now();
  const deadLetters = await deadLettersOf(sources, now);
  const isFaulty = counters.lastFaultAt !== undefined && now - counters.lastFaultAt < hour;
  return {
    status: deadLetters === undefined || isFaulty ? "degraded" : "ok",
    version,
    time: isoTimeOf(now),
    speed: clock.speed,
    mode,
    devicesConnected: sources.devicesConnected(),
    messages: { taken: counters.taken, refused: counters.refused },
    deadLetters: deadLetters ?? 0,
  };
}

async function deadLettersOf({ quarantine }: HealthSources, now: number): Promise<number | undefined> {
  try {
    return (await quarantine.counts(now))["dead-letter"] ?? 0;
  } catch {
    return undefined;
  }
}
