import { judgePace, type Pace } from "../../domain/notify/pace.ts";
import type { PaceStore } from "../../stores/pace-store.ts";

export interface PaceDeps {
  readonly paces: PaceStore;
  now(): number;
  backOff(attempt: number): Promise<void>;
}

/** Whether there was room; `contended`: so many count at once that it could not be counted. */
export type Counted =
  | { readonly kind: "go" }
  | { readonly kind: "contended" }
  | { readonly kind: "wait"; readonly until: number };

const maxTries = 6;

/** Counts one more message, if its pace has room for it. */
export async function countPace(pace: Pace, deps: PaceDeps): Promise<Counted> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.paces.find(pace.key);
    const verdict = judgePace(pace, before, deps.now());
    if (verdict.kind === "wait") return verdict;
    if ((await deps.paces.save(pace.key, before, verdict.count)) === "saved") return { kind: "go" };
    await deps.backOff(attempt);
  }
  return { kind: "contended" };
}
