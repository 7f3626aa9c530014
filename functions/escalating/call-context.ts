import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import type { CallContext } from "../../domain/escalation/recipients.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Person } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { stateOfHealth } from "../../domain/notify/health.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { DutyStore } from "../../stores/duty-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { failingBrowsers } from "../notifying/browser-health.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

interface ContextDeps {
  readonly duties: Pick<DutyStore, "listBetween">;
  readonly people: Pick<PersonStore, "listAt">;
  readonly channels: Pick<ChannelStore, "listOf" | "listFor" | "healthOf">;
  readonly log: Log;
}

/**
 * Reads all by which it is decided who is called for a facility at a moment; what cannot be read is logged and left out.
 * The canary has its own channel alone.
 */
export async function callContextOf(facilityId: string, at: EpochMs, deps: ContextDeps): Promise<CallContext> {
  if (isCanary({ facilityId })) {
    const channels = readableOf(await deps.channels.listOf(facilityId), deps.log);
    return { facilityId, at, shifts: [], people: [], channels, failing: new Set() };
  }
  const [shifts, people, listed] = await Promise.all([
    deps.duties.listBetween(facilityId, at - rosterKeptWithinMs, at + rosterKeptWithinMs),
    deps.people.listAt(facilityId),
    deps.channels.listFor(facilityId),
  ]);
  const channels = readableOf(listed, deps.log);
  const there = readableOf(people, deps.log);
  return {
    facilityId,
    at,
    shifts: readableOf(shifts, deps.log),
    people: there,
    channels,
    failing: await failingOf(channels, there, deps),
  };
}

/** How channels and browsers do is good to know; calls go out without it. */
async function failingOf(
  channels: readonly Channel[],
  people: readonly Person[],
  deps: ContextDeps,
): Promise<ReadonlySet<string>> {
  try {
    const [health, browsers] = await Promise.all([
      deps.channels.healthOf(channels.map(({ id }) => id)),
      failingBrowsers(
        people.flatMap(({ reach }) => reach.pushes),
        deps.channels,
      ),
    ]);
    const failing = [...health].filter(([, one]) => stateOfHealth(one) === "failing").map(([id]) => id);
    return new Set([...failing, ...browsers]);
  } catch (error) {
    deps.log.error("how channels do cannot be read", { error });
    return new Set();
  }
}
