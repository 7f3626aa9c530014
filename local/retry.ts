/** How often something is tried and how the waits between grow. Real time: a simulation's speed does not change it. */
export interface RetryPolicy {
  /** Including the first. */
  readonly attempts: number;
  readonly firstWaitMs: number;
}

export const defaultRetry: RetryPolicy = { attempts: 5, firstWaitMs: 50 };
const longestWaitMs = 2_000;

/** Waits before attempt 2, 3, …: the first wait, doubled each time. */
export async function waitBeforeRetry({ firstWaitMs }: RetryPolicy, attempt: number): Promise<void> {
  const waitMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 2));
  await new Promise((resolve) => setTimeout(resolve, waitMs));
}

/** Tries until it succeeds; throws the last error after the last attempt. */
export async function retrying<T>(policy: RetryPolicy, attemptOnce: (attempt: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(attempt);
    } catch (error) {
      if (attempt >= policy.attempts) throw error;
      await waitBeforeRetry(policy, attempt + 1);
    }
  }
}
