import type { HealthView } from "../../contracts/http/health.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { CanaryVerdict } from "../../domain/model/canary.ts";
import { type EpochMs, minute } from "../../domain/model/time.ts";

/** One is judged each minute, the first one two minutes after the start. */
export const judgedWithinMs = 3 * minute;

/** What the latest test call came to, as operators read it. */
export function testCallView(verdict: CanaryVerdict): Required<Pick<HealthView, "canary" | "chain">> {
  const { isAnswered, latencyMs, answeredAt, isDelivered, deliveryMs } = verdict;
  const checkedAt = isoTimeOf(verdict.checkedAt);
  return {
    canary: {
      isAnswered,
      checkedAt,
      ...(answeredAt === undefined ? {} : { answeredAt: isoTimeOf(answeredAt) }),
      ...(latencyMs === undefined ? {} : { latencyMs }),
    },
    chain: { isDelivered, checkedAt, ...(deliveryMs === undefined ? {} : { latencyMs: deliveryMs }) },
  };
}

/** Whether the chain from a call for help to somebody's telephone may be broken: it failed, or nobody has looked for too long. */
export function isTroubling({ isAnswered, isDelivered, checkedAt }: CanaryVerdict, now: EpochMs): boolean {
  return !isAnswered || !isDelivered || now - checkedAt > judgedWithinMs;
}
