import { type EpochMs, minute, second } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";
import type { Watch } from "../../domain/watch/state.ts";
import type { Deps } from "../shell/deps.ts";

const queue = "watch-due";
const fallbackMs = 10 * minute;

type TimerDeps = Pick<Deps<"judge-due-watch">, "log" | "now"> & { readonly timer: Pick<TimerPort, "set"> };

/**
 * Sees to it that a timer wakes the watch at its due time or earlier.
 *
 * A timer is set only when the due time came nearer (`previous` undefined: when none is armed). Every reading moves it
 * away instead, since the device spoke and its silence starts later; then the timer that is armed already is early
 * enough. A write that fails is only logged, since the sweep finds a watch that is due without any timer.
 */
export async function armTimer(watch: Watch, previous: Watch | undefined, deps: TimerDeps): Promise<void> {
  if (watch.dueAt === undefined) return;
  if (previous?.dueAt !== undefined && previous.dueAt <= watch.dueAt) return;
  await setTimer(watch.residentId, Math.max(watch.dueAt, deps.now() + second), deps);
}

/**
 * For a watch whose timer went off early. Where readings keep moving the due time away, timers that follow it would wake
 * somebody for nothing every minute of the year, and each wake costs as much as storing it; the sweep arms to the second
 * what really comes due within its minute. This timer stands behind it, should the sweep fail.
 */
export async function armFallback(watch: Watch, deps: TimerDeps): Promise<void> {
  if (watch.dueAt === undefined) return;
  await setTimer(watch.residentId, Math.max(watch.dueAt, deps.now() + fallbackMs), deps);
}

async function setTimer(residentId: string, dueAt: EpochMs, deps: TimerDeps): Promise<void> {
  try {
    await deps.timer.set({ queue, name: residentId, dueAt });
  } catch (error) {
    deps.log.warn("timer was not set", { residentId, error });
  }
}
