import { familyTimerOf } from "../family-telling/family-timer.ts";
import type { Deps } from "../shell/deps.ts";
import { eachTimer } from "../shell/each-timer.ts";
import type { QueuedTimer } from "../shell/triggers.ts";
import { sendIfDue } from "./send-if-due.ts";
import { tellNews } from "./tell-news.ts";

const atOnce = 10;

/**
 * Tells relatives what is due: makes messages of what alerts brought, and sends those that are made. Returns the records to
 * deliver again; one that carries no timer is among them, so that it ends as a dead letter that somebody sees.
 */
export async function tellFamilies(
  timers: readonly QueuedTimer[],
  deps: Deps<"tell-families">,
): Promise<readonly string[]> {
  const work = { log: deps.log, atOnce, failure: "relatives were not told" };
  return eachTimer(timers, work, async (name) => {
    const { kind, id } = familyTimerOf(name);
    await (kind === "news" ? tellNews(id, deps) : sendIfDue(id, deps));
  });
}
