import type { PresenceEvent } from "../contracts/presence.ts";
import type { DeviceTopicKind } from "../contracts/topics.ts";
import { minute } from "../domain/model/time.ts";
import type { QueueName, Trigger } from "../functions/declaration.ts";
import { type FunctionName, functionNames, manifest } from "../functions/manifest.ts";
import {
  type DeviceMessage,
  type DueTimer,
  queueEvent,
  telemetryEvent,
  toEnvelope,
} from "../functions/shell/events.ts";
import type { Log } from "../functions/shell/log.ts";
import { failuresIn } from "./batch-failures.ts";
import type { Clock } from "./clock.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { HttpRoute } from "./http.ts";
import { eventBytes, type Invoker, synchronousBytes } from "./invoke.ts";
import { presenceBinding } from "./presence-trigger.ts";
import { type RetryPolicy, retrying } from "./retry.ts";
import { newTelemetryBatcher } from "./telemetry-batcher.ts";

/** What the box offers to those who start functions. */
export interface TriggerHost {
  readonly invoker: Invoker;
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
  readonly retry: RetryPolicy;
  /** Called when a scheduled run, a timer or a request failed, so that it shows in the box's health. */
  readonly noteFault: () => void;
  readonly log: Log;
}

/** Who is woken by a queue. */
interface QueueConsumer {
  readonly name: QueueName;
  /** Rejects when the timer has to be delivered again. */
  deliver(timer: DueTimer, receiveCount: number): Promise<void>;
  /** Keeps a timer that failed again and again. */
  giveUp(timer: DueTimer, cause: unknown): Promise<void>;
}

/** The running bindings of all functions. */
export interface Triggers {
  readonly routes: readonly HttpRoute[];
  readonly queues: ReadonlyMap<string, QueueConsumer>;
  /** Resolves when the function that the topic starts has taken the message, or it was buried as a dead letter. */
  take(message: DeviceMessage): Promise<void>;
  /** Hands on that a device came or went; whatever becomes of it, nothing is thrown. */
  notePresence(event: PresenceEvent): void;
  /** Asks whether a page may hear live changes, by AWS IoT's event of a custom authorizer; answers as it does. */
  authorize(event: unknown): Promise<unknown>;
  /** Starts what starts by itself: the schedules. */
  start(): void;
  /** Stops the schedules and waits for everything that is in work. */
  stop(): Promise<void>;
}

interface Binding {
  readonly route?: HttpRoute;
  readonly queue?: QueueConsumer;
  readonly intake?: { readonly topicKind: DeviceTopicKind; take(message: DeviceMessage): Promise<void> };
  readonly notePresence?: (event: PresenceEvent) => void;
  readonly authorize?: (event: unknown) => Promise<unknown>;
  start?(): void;
  stop?(): Promise<void>;
}

type Bind = {
  readonly [K in Trigger["kind"]]: (
    host: TriggerHost,
    name: FunctionName,
    trigger: Extract<Trigger, { kind: K }>,
  ) => Binding;
};

/** Base64 in base64 and its envelope make 1.8 times the payload; 3 MB stay below 6 MB. */
const telemetryBatchBytes = 3 * 1024 * 1024;

/** How each kind of trigger starts a function on the one box; a new kind does not compile until it stands here. */
const bindings: Bind = {
  telemetry(host, name, { batchSize }) {
    const batcher = newTelemetryBatcher({
      batchSize,
      batchBytes: telemetryBatchBytes,
      retry: host.retry,
      process: async (messages) =>
        failuresIn(
          await host.invoker.invoke(name, telemetryEvent(messages), {
            eventBytes: synchronousBytes,
            atLeastOnce: true,
          }),
        ),
      bury: (message, cause) => host.deadLetters.keep({ functionName: name, ...message, cause }),
    });
    return { intake: { topicKind: "telemetry", take: batcher.submit }, stop: batcher.drain };
  },

  urgent(host, name, { topic }) {
    const lines = new Map<string, Promise<void>>();
    // "Offline" must not overtake "online"; events wait for nothing, each stands for itself.
    const isOrdered = topic === "status";
    const limits = { eventBytes, atLeastOnce: true };
    async function deliver(message: DeviceMessage): Promise<void> {
      try {
        await retrying(host.retry, () => host.invoker.invoke(name, toEnvelope(message), limits));
      } catch (cause) {
        await host.deadLetters.keep({ functionName: name, ...message, cause });
      }
    }
    async function take(message: DeviceMessage): Promise<void> {
      const line = isOrdered ? message.deviceId : message.messageId;
      const before = lines.get(line) ?? Promise.resolve();
      const own = before.catch(() => undefined).then(() => deliver(message));
      lines.set(line, own);
      try {
        await own;
      } finally {
        if (lines.get(line) === own) lines.delete(line);
      }
    }
    return {
      intake: { topicKind: topic, take },
      stop: async () => {
        while (lines.size > 0) await Promise.allSettled(lines.values());
      },
    };
  },

  queue(host, name, { queue }) {
    return {
      queue: {
        name: queue,
        async deliver(timer, receiveCount) {
          const messageId = `${timer.name}@${timer.dueAt}`;
          const event = queueEvent(queue, [{ messageId, timer, receiveCount }]);
          try {
            const answer = await host.invoker.invoke(name, event, { eventBytes, atLeastOnce: true });
            if (failuresIn(answer).size > 0) throw new Error(`${name} did not take ${messageId}`);
          } catch (error) {
            host.noteFault();
            throw error;
          }
        },
        giveUp: (timer, cause) =>
          host.deadLetters.keep({ functionName: name, payload: Buffer.from(JSON.stringify(timer)), cause }),
      },
    };
  },

  schedule(host, name, { everyMinutes }) {
    const everyMs = everyMinutes * minute;
    let cancel = (): void => undefined;
    let isStopped = false;

    async function run(scheduledAt: number): Promise<void> {
      try {
        await host.invoker.invoke(name, { scheduledAt }, { eventBytes, atLeastOnce: true });
      } catch (error) {
        host.noteFault();
        host.log.error("a scheduled run failed; the next one makes up for it", { function: name, error });
      }
      if (!isStopped) arm();
    }
    function arm(): void {
      const next = (Math.floor(host.clock.now() / everyMs) + 1) * everyMs;
      cancel = host.clock.setTimer(() => run(next), next);
    }
    return {
      start: arm,
      stop: async () => {
        isStopped = true;
        cancel();
      },
    };
  },

  http(host, name, { method, path }) {
    const limits = { eventBytes: synchronousBytes, atLeastOnce: false };
    async function call(event: unknown): Promise<unknown> {
      try {
        const answer = await host.invoker.invoke(name, event, limits);
        if (isFailure(answer)) host.noteFault();
        return answer;
      } catch (error) {
        host.noteFault();
        throw error;
      }
    }
    return { route: { method, path, call } };
  },

  presence: presenceBinding,
  authorizer(host, name) {
    return { authorize: (event) => host.invoker.invoke(name, event, { eventBytes, atLeastOnce: false }) };
  },
  /**
   * The box has no claim certificates: its devices are enrolled with a request for their certificate. Nothing starts the
   * function here.
   */
  provisioning: () => ({}),
};

/** Binds every function of the manifest to what starts it. */
export function bindTriggers(host: TriggerHost): Triggers {
  const bound = functionNames.map((name) => bind(host, name, manifest[name].trigger));
  const intakes = new Map(bound.flatMap(({ intake }) => (intake ? [[intake.topicKind, intake.take] as const] : [])));
  return {
    routes: bound.flatMap(({ route }) => (route ? [route] : [])),
    queues: new Map(bound.flatMap(({ queue }) => (queue ? [[queue.name, queue] as const] : []))),
    async take(message) {
      const take = intakes.get(message.topicKind);
      if (take === undefined) throw new Error(`no function takes ${message.topicKind}`);
      await take(message);
    },
    notePresence(event) {
      for (const binding of bound) binding.notePresence?.(event);
    },
    async authorize(event) {
      const authorizer = bound.find(({ authorize }) => authorize !== undefined);
      return authorizer?.authorize?.(event);
    },
    start() {
      for (const binding of bound) binding.start?.();
    },
    async stop() {
      await Promise.all(bound.map(async (binding) => binding.stop?.()));
      await host.invoker.drain();
    },
  };
}

function bind<K extends Trigger["kind"]>(
  host: TriggerHost,
  name: FunctionName,
  trigger: Extract<Trigger, { kind: K }>,
): Binding {
  const bindKind = bindings[trigger.kind as K] as Bind[K];
  return bindKind(host, name, trigger);
}

/** What the box failed at; the caller has done nothing wrong. */
function isFailure(answer: unknown): boolean {
  return ((answer as { readonly statusCode?: number } | undefined)?.statusCode ?? 500) >= 500;
}
