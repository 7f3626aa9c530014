import { second } from "../../domain/model/time.ts";
import type { TimerPort } from "../../domain/ports.ts";
import type { Watch } from "../../domain/watch/state.ts";
import type { Deps } from "../shell/deps.ts";

const queue = "watch-due";

/**
 * Sees to it that a timer wakes the watch at its due time or earlier.
 *
 * A timer is set only when the due time came nearer. Every reading moves it away instead (the device spoke, so its
 * silence starts later), and then the timer that is armed already is early enough: it wakes once, finds nothing due
 * and is armed anew (`previous` undefined). So a resident costs a timer write per wake, not per reading. A write that
 * fails is only logged, since the sweeper finds a watch that is due without any timer.
 */
export async function armTimer(
  watch: Watch,
  previous: Watch | undefined,
  deps: Pick<Deps<"judge-due-watch">, "log" | "now"> & { readonly timer: Pick<TimerPort, "set"> },
): Promise<void> {
  if (watch.dueAt === undefined) return;
  if (previous?.dueAt !== undefined && previous.dueAt <= watch.dueAt) return;
  const dueAt = Math.max(watch.dueAt, deps.now() + second);
  try {
    await deps.timer.set({ queue, name: watch.residentId, dueAt });
  } catch (error) {
    deps.log.warn("timer was not set", { residentId: watch.residentId, error });
  }
}
