import { canary } from "../domain/model/canary.ts";
import type { EpochMs } from "../domain/model/time.ts";
import type { Figures, Metrics } from "../functions/shell/metrics.ts";
import type { Clock } from "./clock.ts";

/** What the latest test call came to. */
export interface CanaryState {
  readonly isAnswered: boolean;
  readonly checkedAt: EpochMs;
  /** When a test call was last found answered; absent while none was since the box started. */
  readonly answeredAt?: EpochMs;
  /** Of one that was answered in time. */
  readonly latencyMs?: number;
}

/** What became of the latest test call behind its alert: whether it went out as a call of people does. */
export interface ChainState {
  readonly isDelivered: boolean;
  readonly checkedAt: EpochMs;
  /** Of one that went out in time. */
  readonly latencyMs?: number;
}

/** What was seen of calls of people, not of test calls. */
export interface CallsState {
  /** How long ago a step of an escalation reached nobody; absent while none did since the box started. */
  readonly nobodyCalledMs?: number;
  /** Sweeps in a row that found alerts overdue; each repairs what it finds, so that one may happen. */
  readonly overdueSweeps: number;
}

/** The box's figures: it shows how it is in its health and tells its operators, and remembers what that takes alone. */
export interface CanaryFigures extends Metrics {
  /** Undefined until the first test call was judged. */
  readonly state: CanaryState | undefined;
  /** Undefined until the first test call was followed to its end. */
  readonly chain: ChainState | undefined;
  /** How long ago a test call was last judged, or the box started; also when the machine's clock was set meanwhile. */
  readonly unjudgedMs: number;
  readonly calls: CallsState;
}

export function newCanaryFigures(clock: Pick<Clock, "now" | "elapsedMs">): CanaryFigures {
  let state: CanaryState | undefined;
  let chain: ChainState | undefined;
  let judgedAtMs = clock.elapsedMs();
  let nobodyCalledAtMs: number | undefined;
  let overdueSweeps = 0;
  return {
    get state() {
      return state;
    },
    get chain() {
      return chain;
    },
    get unjudgedMs() {
      return clock.elapsedMs() - judgedAtMs;
    },
    get calls() {
      return {
        overdueSweeps,
        ...(nobodyCalledAtMs !== undefined && { nobodyCalledMs: clock.elapsedMs() - nobodyCalledAtMs }),
      };
    },
    put(figures: Figures) {
      const { NobodyCalled: nobodyCalled = 0, EscalationsOverdue: overdue } = figures;
      if (nobodyCalled > 0) nobodyCalledAtMs = clock.elapsedMs();
      if (overdue !== undefined) overdueSweeps = overdue > 0 ? overdueSweeps + 1 : 0;
      const { CanaryLatency: latencyMs, CanaryDelivery: deliveryMs } = figures;
      if (deliveryMs !== undefined) {
        const isDelivered = deliveryMs <= canary.deliverWithinMs;
        chain = { isDelivered, checkedAt: clock.now(), ...(isDelivered && { latencyMs: deliveryMs }) };
      }
      if (latencyMs === undefined) return;
      const checkedAt = clock.now();
      judgedAtMs = clock.elapsedMs();
      const isAnswered = latencyMs <= canary.answerWithinMs;
      const answeredAt = isAnswered ? checkedAt : state?.answeredAt;
      state = {
        isAnswered,
        checkedAt,
        ...(answeredAt !== undefined && { answeredAt }),
        ...(isAnswered && { latencyMs }),
      };
    },
    putOfArea: () => undefined,
  };
}
