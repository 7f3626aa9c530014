import type { DeviceMessage } from "../functions/shell/events.ts";
import { type RetryPolicy, waitBeforeRetry } from "./retry.ts";

export interface BatcherOptions {
  readonly batchSize: number;
  /** Payload bytes in one batch; what is enveloped for the function becomes about 1.8 times as much. */
  readonly batchBytes: number;
  readonly retry: RetryPolicy;
  /** Processes a batch and answers the ids of the messages that were not taken; throws when none was. */
  process(messages: readonly DeviceMessage[]): Promise<ReadonlySet<string>>;
  /** Keeps a message that was never taken where an operator sees it; throws when even that fails. */
  bury(message: DeviceMessage, cause: unknown): Promise<void>;
}

/** Gathers telemetry into batches. */
export interface TelemetryBatcher {
  /** Resolves when the message is stored (or buried); rejects when it is neither and the device must send it again. */
  submit(message: DeviceMessage): Promise<void>;
  /** Resolves when nothing is waiting or in work. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly message: DeviceMessage;
  resolve(): void;
  reject(cause: unknown): void;
}

/**
 * Natural batching: while one batch is processed the next gathers, so an idle box answers a single message at once and
 * a busy one shares each commit among many. One batch is in work at a time, in order of arrival.
 *
 * A message that fails is tried again; if the whole batch fails it is halved until the culprit stands alone and is
 * buried. When burying fails too, the store is down: everything waiting is handed back to its device.
 */
export function newTelemetryBatcher(options: BatcherOptions): TelemetryBatcher {
  let queue: Waiting[] = [];
  let working: Promise<void> | undefined;

  function takeBatch(): Waiting[] {
    let bytes = 0;
    let count = 0;
    for (const { message } of queue) {
      bytes += message.payload.length;
      if (count === options.batchSize || (count > 0 && bytes > options.batchBytes)) break;
      count += 1;
    }
    const batch = queue.slice(0, count);
    queue = queue.slice(count);
    return batch;
  }

  async function work(): Promise<void> {
    // Lets all messages of this turn of the event loop into the first batch.
    await new Promise(setImmediate);
    while (queue.length > 0) {
      const batch = takeBatch();
      try {
        await settle(batch, options.retry.attempts);
      } catch (cause) {
        for (const waiting of [...batch, ...queue.splice(0)]) waiting.reject(cause);
      }
    }
    working = undefined;
  }

  async function settle(batch: readonly Waiting[], attempts: number): Promise<void> {
    let left = batch;
    let cause: unknown;
    for (let attempt = 1; left.length > 0 && attempt <= attempts; attempt += 1) {
      if (attempt > 1) await waitBeforeRetry(options.retry, attempt);
      try {
        const failed = await options.process(left.map(({ message }) => message));
        for (const waiting of left) if (!failed.has(waiting.message.messageId)) waiting.resolve();
        left = left.filter(({ message }) => failed.has(message.messageId));
        cause = undefined;
      } catch (error) {
        cause = error;
      }
    }
    const [first] = left;
    if (first === undefined) return;
    if (cause !== undefined && left.length > 1) {
      const middle = Math.ceil(left.length / 2);
      await settle(left.slice(0, middle), 1);
      await settle(left.slice(middle), 1);
      return;
    }
    for (const waiting of left) {
      await options.bury(waiting.message, cause);
      waiting.resolve();
    }
  }

  return {
    submit(message) {
      return new Promise((resolve, reject) => {
        queue.push({ message, resolve, reject });
        working ??= work();
      });
    },
    async drain() {
      while (working !== undefined) await working;
    },
  };
}
