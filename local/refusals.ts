import type { Bilingual } from "../contracts/http/fields.ts";
import type { QuarantineReason } from "../contracts/http/quarantine.ts";
import { sampleOf } from "../contracts/payload.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Log } from "../functions/shell/log.ts";
import type { QuarantineStore } from "../stores/quarantine-store.ts";
import { type RateLimit, rateLimit } from "./rate-limit.ts";

/** Something that was not taken in, and why. */
export interface Refusal {
  /** As far as it is known; for a connection that was refused, whom it claimed to be. */
  readonly deviceId?: string;
  readonly topicKind?: string;
  readonly reason: QuarantineReason;
  readonly detail: Bilingual;
  readonly payload?: Uint8Array;
}

/**
 * Counts everything that the broker refuses and shows it to operators: one by one, or, in a flood, as totals that are
 * written once a second. What could not be written is kept in memory and counted with the next totals.
 */
export interface Refusals {
  /** Never throws and never waits: refusing must cost less than what is refused. */
  refuse(refusal: Refusal): void;
  /** Shows something to operators that was taken in after all. */
  note(refusal: Refusal): void;
  /** True while a sender has been refused so often that it is not listened to for now. */
  isBarred(deviceId: string): boolean;
  /** Writes the totals now; resolves when everything refused so far is counted in the quarantine, or cannot be. */
  drain(): Promise<void>;
}

export interface RefusalOptions {
  readonly quarantine: Pick<QuarantineStore, "add" | "count">;
  readonly now: () => EpochMs;
  readonly newId: () => string;
  readonly log: Log;
  /** Refusals of one sender in a minute after which it is barred until the rate falls. @default 60 */
  readonly perMinute?: number;
  /** How often totals are written, in real time. @default 1000 */
  readonly flushEveryMs?: number;
}

/** Entries written one by one per second, over all senders; of a worse flood the rest is written as totals. */
const recordRate = { perSecond: 500, burst: 2_000 } as const;
/** Senders remembered; the longest known is forgotten first. */
const sendersRemembered = 10_000;

export function newRefusals(options: RefusalOptions): Refusals {
  const { perMinute = 60, flushEveryMs = 1_000 } = options;
  const recording = rateLimit(recordRate);
  const senders = new Map<string, { readonly rate: RateLimit; barredUntil: number }>();
  const pending = new Set<Promise<void>>();
  const uncounted = new Map<QuarantineReason, number>();
  let flushTimer: NodeJS.Timeout | undefined;

  function countAgainst(deviceId: string): void {
    let sender = senders.get(deviceId);
    if (sender === undefined) {
      sender = { rate: rateLimit({ perSecond: perMinute / 60, burst: perMinute }), barredUntil: 0 };
      if (senders.size >= sendersRemembered) senders.delete(senders.keys().next().value as string);
      senders.set(deviceId, sender);
    }
    const overMs = sender.rate.take();
    if (overMs > 0) sender.barredUntil = performance.now() + Math.min(60_000, overMs * 10);
  }

  function show(refusal: Refusal): void {
    if (!recording.tryTake()) {
      countLater(refusal.reason, 1);
      return;
    }
    const recorded = record(refusal).finally(() => pending.delete(recorded));
    pending.add(recorded);
  }

  function countLater(reason: QuarantineReason, refused: number): void {
    uncounted.set(reason, (uncounted.get(reason) ?? 0) + refused);
    flushTimer ??= setTimeout(() => void flush(), flushEveryMs).unref();
  }

  /** Writes the totals; those that cannot be written wait for the next time. */
  async function flush(): Promise<void> {
    clearTimeout(flushTimer);
    flushTimer = undefined;
    const totals = [...uncounted];
    uncounted.clear();
    for (const [reason, refused] of totals) {
      try {
        await options.quarantine.count(reason, refused, options.now());
      } catch (error) {
        options.log.error("refusals could not be counted; tried again", { code: reason, error });
        countLater(reason, refused);
      }
    }
  }

  async function record({ deviceId, topicKind, reason, detail, payload }: Refusal): Promise<void> {
    const at = options.now();
    const known = {
      ...(deviceId !== undefined && { deviceId }),
      ...(topicKind !== undefined && { topicKind }),
      ...(payload && { sample: sampleOf(payload) }),
    };
    try {
      await options.quarantine.add({ id: options.newId(), at, reason, detail, ...known }, at);
    } catch (error) {
      options.log.error("a refusal could not be recorded; it is counted later", { code: reason, error });
      countLater(reason, 1);
    }
  }

  return {
    refuse(refusal) {
      if (refusal.deviceId !== undefined) countAgainst(refusal.deviceId);
      show(refusal);
    },
    note: show,
    isBarred(deviceId) {
      return (senders.get(deviceId)?.barredUntil ?? 0) > performance.now();
    },
    async drain() {
      await Promise.all(pending);
      await flush();
      clearTimeout(flushTimer);
    },
  };
}
