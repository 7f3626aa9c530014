import { familyMessage, liveMessage, liveNewsMessage } from "../../contracts/live-message.ts";
import { maxPayloadBytes } from "../../contracts/payload.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { LiveChange, LiveNews } from "../../domain/ports.ts";

/** One alert is larger than a broker takes: it reaches the pages only when they read the API again. */
export class LiveChangeTooLargeError extends Error {
  readonly code = "live-change-too-large";
  readonly count: number;
  constructor(count: number) {
    super(`${count} changes are too large for a live message`);
    this.count = count;
  }
}

/**
 * The messages that carry the changes, in their order, each small enough for AWS IoT Core. What is too large by itself
 * is counted in `tooLarge` and is in none of them.
 */
export function livePayloads(
  changes: readonly LiveChange[],
  now: EpochMs,
): { readonly payloads: readonly string[]; readonly tooLarge: number } {
  if (changes.length === 0) return { payloads: [], tooLarge: 0 };
  const payload = JSON.stringify(liveMessage(changes, now));
  if (Buffer.byteLength(payload) <= maxPayloadBytes) return { payloads: [payload], tooLarge: 0 };
  const halves = inHalves(changes).map((half) => livePayloads(half, now));
  return {
    payloads: halves.flatMap(({ payloads }) => payloads),
    tooLarge: halves.reduce((sum, { tooLarge }) => sum + tooLarge, halves.length === 0 ? 1 : 0),
  };
}

/** The message that carries news of referrals: some ids and at most a few alerts, far below what a broker takes. */
export function newsPayload(news: LiveNews, now: EpochMs): string {
  const payload = JSON.stringify(liveNewsMessage(news, now));
  if (Buffer.byteLength(payload) > maxPayloadBytes) throw new LiveChangeTooLargeError(news.alerts.length);
  return payload;
}

/** By residents, then by the alerts of one; nothing when it cannot be parted any more. */
function inHalves(changes: readonly LiveChange[]): readonly (readonly LiveChange[])[] {
  const [change] = changes;
  if (changes.length > 1) return parted(changes);
  if (change === undefined || change.alerts.length < 2) return [];
  return parted(change.alerts).map((alerts) => [{ ...change, alerts }]);
}

function parted<T>(list: readonly T[]): readonly (readonly T[])[] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

/** That something changed, for relatives. */
export function familyPayload(now: EpochMs): string {
  return JSON.stringify(familyMessage(now));
}
