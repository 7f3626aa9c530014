import { type EpochMs, minute } from "../model/time.ts";
import type { SendOutcome } from "../ports.ts";
import type { ChannelHealth } from "./channel.ts";

/** It is written no more often than this while nothing changes: a storm must not queue up for one row. */
const writtenEveryMs = minute;

/** What says something of one recipient's address, and nothing of the channel. */
const ofAddress = /^(bad-address|bad-subscription|no-address|unknown-recipient|smtp-55[0-9])$/;

/** How a browser does after one more attempt; undefined where there is nothing worth writing, or it is gone. */
export function browserHealthAfter(
  before: ChannelHealth | undefined,
  id: string,
  outcome: SendOutcome,
  now: EpochMs,
): ChannelHealth | undefined {
  if (outcome.kind !== "refused" || outcome.gone === true) return healthAfter(before, id, outcome, now);
  return healthAfter(before, id, { kind: "retry", detail: outcome.detail }, now);
}

/** How a channel does after one more attempt; undefined where there is nothing worth writing. */
export function healthAfter(
  before: ChannelHealth | undefined,
  channelId: string,
  outcome: SendOutcome,
  now: EpochMs,
): ChannelHealth | undefined {
  const version = (before?.version ?? 0) + 1;
  const known = before ?? { channelId, failuresInARow: 0 };
  if (outcome.kind === "accepted") {
    const isKnown = before?.failuresInARow === 0 && now - (before.lastAcceptedAt ?? 0) < writtenEveryMs;
    return isKnown ? undefined : { ...known, failuresInARow: 0, lastAcceptedAt: now, version };
  }
  if (outcome.kind === "refused" && (outcome.gone === true || ofAddress.test(outcome.detail))) return undefined;
  const failuresInARow = known.failuresInARow + 1;
  return { ...known, failuresInARow, lastFailedAt: now, lastError: outcome.detail, version };
}

/** `failing` when the last attempt failed. */
export function stateOfHealth(health: ChannelHealth | undefined): "unused" | "working" | "failing" {
  if (health === undefined) return "unused";
  return health.failuresInARow > 0 ? "failing" : "working";
}
