import { sampleOf } from "../contracts/payload.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Log } from "../functions/shell/log.ts";
import type { QuarantineStore } from "../stores/quarantine-store.ts";

/** What a function failed on again and again. */
export interface DeadLetter {
  readonly functionName: string;
  readonly deviceId?: string;
  readonly topicKind?: string;
  /** Of a device's message. */
  readonly messageId?: string;
  readonly receivedAt?: EpochMs;
  readonly payload?: Uint8Array;
  readonly cause: unknown;
}

/** Puts dead letters where operators see them. */
export interface DeadLetters {
  /** Resolves when the letter is stored; rejects when it is not. */
  keep(letter: DeadLetter): Promise<void>;
}

export function newDeadLetters(
  quarantine: Pick<QuarantineStore, "add">,
  surroundings: { readonly now: () => EpochMs; readonly newId: () => string; readonly log: Log },
  onKept: () => void,
): DeadLetters {
  return {
    async keep({ functionName, deviceId, topicKind, messageId, receivedAt, payload, cause }) {
      const at = surroundings.now();
      surroundings.log.error("a message is given up", {
        function: functionName,
        ...(deviceId !== undefined && { deviceId }),
        error: cause,
      });
      await quarantine.add(
        {
          id: surroundings.newId(),
          at,
          reason: "dead-letter",
          detail: {
            zh: `${functionName} 多次处理失败：${messageOf(cause)}`,
            en: `${functionName} failed on it again and again: ${messageOf(cause)}`,
          },
          ...(deviceId !== undefined && { deviceId }),
          ...(topicKind !== undefined && { topicKind }),
          ...(payload && {
            sample: sampleOf(payload),
            letter: {
              functionName,
              ...(messageId !== undefined && { messageId }),
              ...(receivedAt !== undefined && { receivedAt }),
              payload: Buffer.from(payload).toString("base64"),
            },
          }),
        },
        at,
      );
      onKept();
    },
  };
}

function messageOf(cause: unknown): string {
  return (cause instanceof Error ? `${cause.name}: ${cause.message}` : "partial batch failure").slice(0, 200);
}
