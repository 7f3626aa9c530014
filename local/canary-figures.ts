import type { EpochMs } from "../domain/model/time.ts";
import type { Figures, Metrics } from "../functions/shell/metrics.ts";

/** What the latest test call came to. */
export interface CanaryState {
  readonly isAnswered: boolean;
  readonly checkedAt: EpochMs;
  /** When a test call was last found answered; absent while none was since the box started. */
  readonly answeredAt?: EpochMs;
  readonly latencyMs?: number;
}

/** The box's figures: it shows how it is in its health, and for that remembers the canary alone. */
export interface CanaryFigures extends Metrics {
  /** Undefined until the first test call was judged. */
  readonly state: CanaryState | undefined;
}

export function newCanaryFigures(now: () => EpochMs): CanaryFigures {
  let state: CanaryState | undefined;
  return {
    get state() {
      return state;
    },
    put({ CanaryAnswered: answered, CanaryLatency: latencyMs }: Figures) {
      if (answered === undefined) return;
      const checkedAt = now();
      const answeredAt = answered === 1 ? checkedAt : state?.answeredAt;
      state = {
        isAnswered: answered === 1,
        checkedAt,
        ...(answeredAt === undefined ? {} : { answeredAt }),
        ...(latencyMs === undefined ? {} : { latencyMs }),
      };
    },
  };
}
