import { randomUUID } from "node:crypto";
import { type Network, ownNetwork } from "../../adapters/notify/network.ts";
import { notifyPort } from "../../adapters/notify/notify.ts";
import { second } from "../../domain/model/time.ts";
import type { NotifyRoute } from "../../domain/notify/route.ts";
import type { OutgoingMessage, SendOutcome } from "../../domain/ports.ts";
import type { Log } from "../../functions/shell/log.ts";

/** Words for whoever runs the box. */
export interface AlarmWords {
  readonly title: string;
  readonly body: string;
}

/** Tells the operators by ways of their own. */
export interface OperatorsAlarm {
  /** Resolves when every way took it or was given up; never rejects. True when one took it. */
  tell(words: AlarmWords): Promise<boolean>;
}

const attempts = 3;
const betweenAttemptsMs = 10 * second;

/**
 * The way by which operators hear that calls do not go out: it shares nothing with that which calls people, neither
 * functions nor tables nor timers nor channel settings. Where it leads is said when the box starts.
 */
export function newOperatorsAlarm(options: {
  readonly routes: readonly NotifyRoute[];
  readonly log: Log;
  readonly network?: Network;
  /** Between attempts; for tests. @default real time */
  readonly wait?: (ms: number) => Promise<void>;
}): OperatorsAlarm {
  const { routes, log, wait = waited } = options;
  const port = notifyPort({ network: options.network ?? ownNetwork, now: () => Date.now() });

  async function tellBy(route: NotifyRoute, message: OutgoingMessage): Promise<boolean> {
    let outcome: SendOutcome | undefined;
    for (let attempt = 1; attempt <= attempts && outcome?.kind !== "accepted"; attempt += 1) {
      if (attempt > 1) await wait(betweenAttemptsMs);
      outcome = await port.send(route, message);
      if (outcome.kind === "refused") break;
    }
    if (outcome?.kind === "accepted") return true;
    log.error("the operators could not be told", { channelId: route.channel, code: outcome?.detail ?? "unforeseen" });
    return false;
  }

  return {
    async tell({ title, body }) {
      const id = `operators.${randomUUID()}`;
      const common = { id, tag: "operators", priority: "high", language: "zh", path: "/operations" } as const;
      const told = await Promise.all(routes.map((route) => tellBy(route, { ...common, title, body, at: Date.now() })));
      return told.includes(true);
    },
  };
}

async function waited(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms).unref());
}
