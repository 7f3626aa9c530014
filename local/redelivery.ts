import type { PresenceEvent } from "../contracts/presence.ts";
import { deviceTopicKinds } from "../contracts/topics.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { FunctionDeclaration } from "../functions/declaration.ts";
import { type FunctionName, manifest } from "../functions/manifest.ts";
import type { DueTimer } from "../functions/shell/events.ts";
import type { KeptLetter, QuarantineRecord, QuarantineStore } from "../stores/quarantine-store.ts";
import type { DeadLetter, DeadLetters } from "./dead-letters.ts";
import type { Triggers } from "./triggers.ts";

/** What became of the dead letters of a box. */
export interface Redelivery {
  readonly found: number;
  readonly delivered: number;
  /** Of which nothing was kept that could be delivered. */
  readonly lost: number;
  readonly failed: readonly { readonly id: string; readonly why: string }[];
  /** How many of which function. */
  readonly kinds: Readonly<Record<string, number>>;
}

type Takers = Pick<Triggers, "take" | "queues" | "notePresence">;

/** Dead letters that can be taken in again. */
export interface RedeliveringLetters extends DeadLetters {
  /**
   * Delivers every dead letter as it first came, with the time of its receipt. One that fails again stays what it is and
   * makes no second entry; one that is taken is marked so. Functions do nothing twice, so it is safe to call again.
   */
  redeliver(takers: Takers, dryRun: boolean): Promise<Redelivery>;
}

export function redelivering(
  letters: DeadLetters,
  quarantine: Pick<QuarantineStore, "deadLetters" | "replace">,
  now: () => EpochMs,
): RedeliveringLetters {
  /** By message id: what is under way again, and why it failed. */
  const underWay = new Map<string, { cause?: unknown }>();
  let turn: Promise<unknown> = Promise.resolve();

  async function keep(letter: DeadLetter): Promise<void> {
    const again = letter.messageId === undefined ? undefined : underWay.get(letter.messageId);
    if (again === undefined) return letters.keep(letter);
    again.cause = letter.cause ?? new Error("it was not taken");
    return undefined;
  }

  async function takeAgain(record: QuarantineRecord, takers: Takers): Promise<void> {
    const letter = record.letter as KeptLetter;
    const payload = Buffer.from(letter.payload, "base64");
    const topicKind = deviceTopicKinds.find((kind) => kind === record.topicKind);
    if (record.deviceId !== undefined && topicKind !== undefined) {
      // An id of its own: the broker counts its messages anew with each start.
      const messageId = `redelivery-${record.id}`;
      const state: { cause?: unknown } = {};
      underWay.set(messageId, state);
      try {
        const { deviceId } = record;
        await takers.take({ messageId, deviceId, topicKind, receivedAt: letter.receivedAt ?? record.at, payload });
      } finally {
        underWay.delete(messageId);
      }
      if (state.cause !== undefined) throw state.cause;
      return;
    }
    const event: unknown = JSON.parse(payload.toString("utf8"));
    const { trigger }: FunctionDeclaration = manifest[letter.functionName as FunctionName];
    if (trigger.kind === "queue") await takers.queues.get(trigger.queue)?.deliver(event as DueTimer, 1);
    else if (trigger.kind === "presence") takers.notePresence(event as PresenceEvent);
    else throw new Error(`${letter.functionName} is not started by messages`);
  }

  async function redeliver(takers: Takers, dryRun: boolean): Promise<Redelivery> {
    const found = await quarantine.deadLetters(now());
    const failed: { id: string; why: string }[] = [];
    const kinds: Record<string, number> = {};
    let [delivered, lost] = [0, 0];
    for (const record of found) {
      const kind = record.letter?.functionName ?? "not kept";
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      if (record.letter === undefined) lost += 1;
      else if (!dryRun) {
        try {
          await takeAgain(record, takers);
          await quarantine.replace(record, now());
          delivered += 1;
        } catch (error) {
          failed.push({ id: record.id, why: String(error instanceof Error ? error.message : error).slice(0, 200) });
        }
      }
    }
    return { found: found.length, delivered, lost, failed, kinds };
  }

  return {
    keep,
    redeliver(takers, dryRun) {
      // One after the other: two at once would deliver the same letters.
      const own = turn.then(() => redeliver(takers, dryRun));
      turn = own.catch(() => undefined);
      return own;
    },
  };
}
