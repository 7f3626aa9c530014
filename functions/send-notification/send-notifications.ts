import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
import type { QueuedTimer } from "../shell/triggers.ts";
import { sendIfDue } from "./send-if-due.ts";

/** A batch is ten; one that hangs holds up no other. */
const atOnce = 10;

/**
 * Sends the notifications whose timers went off; returns the records to deliver again. One that carries no timer is among
 * them, so that it ends as a dead letter that somebody sees.
 */
export async function sendNotifications(
  timers: readonly QueuedTimer[],
  deps: Deps<"send-notification">,
): Promise<readonly string[]> {
  const work = { log: deps.log, atOnce, failure: "a notification was not sent" };
  return eachTimer(timers, work, (id) => sendIfDue(id, deps));
}
