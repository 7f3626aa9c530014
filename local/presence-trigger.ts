import type { PresenceEvent } from "../contracts/presence.ts";
import { second } from "../domain/model/time.ts";
import type { FunctionName } from "../functions/manifest.ts";
import { sqsEvent } from "../functions/shell/events.ts";
import { failuresIn } from "./batch-failures.ts";
import type { CancelTimer } from "./clock.ts";
import { eventBytes } from "./invoke.ts";
import { retrying } from "./retry.ts";
import type { TriggerHost } from "./triggers.ts";

/** How the function is told who came and went. */
export interface PresenceBinding {
  notePresence(event: PresenceEvent): void;
  stop(): Promise<void>;
}

/**
 * Hands on that a device came at once, and that it went when that has settled. The function that fails again and again
 * leaves a dead letter; nothing is thrown.
 */
export function presenceBinding(
  host: TriggerHost,
  name: FunctionName,
  { settleSeconds }: { readonly settleSeconds: number },
): PresenceBinding {
  const settling = new Map<CancelTimer, () => void>();
  const inWork = new Set<Promise<void>>();
  let delivered = 0;

  async function deliver(event: PresenceEvent): Promise<void> {
    delivered += 1;
    const message = { messageId: `${event.versionNumber}-${delivered}`, body: event, sentAt: event.timestamp };
    try {
      await retrying(host.retry, async (receiveCount) => {
        const batch = sqsEvent("presence", [{ ...message, receiveCount }]);
        const answer = await host.invoker.invoke(name, batch, { eventBytes, atLeastOnce: true });
        if (failuresIn(answer).size > 0) throw new Error(`${name} did not take ${message.messageId}`);
      });
    } catch (cause) {
      await bury(host, name, event, cause);
    }
  }

  function start(event: PresenceEvent): Promise<void> {
    const work = deliver(event).finally(() => inWork.delete(work));
    inWork.add(work);
    return work;
  }

  return {
    notePresence(event) {
      if (event.eventType === "connected") return void start(event);
      const settled = (): Promise<void> => {
        settling.delete(cancel);
        return start(event);
      };
      const cancel = host.clock.setTimer(settled, event.timestamp + settleSeconds * second);
      settling.set(cancel, () => void settled());
    },
    // What has not settled is settled now: the box does not know it any more when it starts again.
    async stop() {
      for (const [cancel, settleNow] of [...settling]) {
        cancel();
        settleNow();
      }
      while (inWork.size > 0) await Promise.all(inWork);
    },
  };
}

/** The device's silence limit still stands when not even the dead letter can be kept. */
async function bury(host: TriggerHost, functionName: FunctionName, event: PresenceEvent, cause: unknown) {
  const deviceId = event.clientId;
  try {
    await host.deadLetters.keep({ functionName, deviceId, payload: Buffer.from(JSON.stringify(event)), cause });
  } catch (error) {
    host.noteFault();
    host.log.error("it was not kept that a device came or went", { function: functionName, deviceId, error });
  }
}
