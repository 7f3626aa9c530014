import { type EpochMs, second } from "./time.ts";

/**
 * The canary: a resident who is nobody, with a call button that is no device, by whom the service tests itself. Their
 * names hold a dot, which no registered id can, so that they never meet a real one; their facility does not exist, so
 * that no list, board, count or sweep comes to it.
 */
export const canary = {
  facilityId: "anhu.canary",
  residentId: "anhu.canary",
  /** A topic takes no dot, so this one looks like any other; nobody can register it. */
  deviceId: "anhu-canary",
  /** From the press of the button to the alert in the table. */
  answerWithinMs: 10 * second,
  /** From the press of the button until the receiver took the call. */
  deliverWithinMs: 20 * second,
} as const;

/** What one of its calls came to, and when that was judged. */
export interface CanaryVerdict {
  readonly checkedAt: EpochMs;
  /** Its alert was raised in time; `latencyMs` when it was raised at all. */
  readonly isAnswered: boolean;
  readonly latencyMs?: number;
  /** When a call was last found answered. */
  readonly answeredAt?: EpochMs;
  /** A call went out to its receiver in time, by the chain that calls people; `deliveryMs` when it did at all. */
  readonly isDelivered: boolean;
  readonly deliveryMs?: number;
}

/** Whether something is the canary's and so concerns no person. */
export function isCanary({ facilityId }: { readonly facilityId: string }): boolean {
  return facilityId === canary.facilityId;
}
