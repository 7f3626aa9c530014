import type { EpochMs } from "../../../domain/model/time.ts";

/** One invocation, as the runner hands it to the function's process. */
export interface ToFunction {
  readonly event: unknown;
  readonly context: object;
  /** What the function's clock shows. */
  readonly now: EpochMs;
  /** Real milliseconds until it is killed. */
  readonly deadlineMs: number;
}

export type FromFunction =
  | { readonly kind: "ready" }
  | { readonly kind: "answered"; readonly payload: unknown }
  | { readonly kind: "failed"; readonly errorType: string; readonly errorMessage: string };
