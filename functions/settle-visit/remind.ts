import { visitWords } from "../../contracts/visit-message-words.ts";
import { type Channel, channelFor } from "../../domain/notify/channel.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import { routesTo } from "../notifying/routes-to.ts";
import { sendBy } from "../notifying/send-by.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** One is enough, in this order; nobody is telephoned for a visit. */
const ways = ["web-push", "sms", "email"] as const;

/**
 * Tells those who asked for the visit, gave it its time or were invited that it is near, or that nobody came. Best effort: the
 * list of visits says the same, and a message that does not go out is in the log and no reason to write the visit again.
 */
export async function remind(visit: Visit, what: "remind" | "missed", deps: Deps<"settle-visit">): Promise<void> {
  const planners = visit.steps.flatMap(({ what: step, by }) =>
    step === "schedule" && by !== undefined ? [by.id] : [],
  );
  const ids = [...new Set([visit.requestedBy.id, ...planners, ...visit.invited])];
  const channels = readableOf(await deps.channels.listFor(visit.leadFacilityId), deps.log);
  await Promise.all(ids.map((id) => tell(id, visit, what, channels, deps)));
}

async function tell(
  personId: string,
  visit: Visit,
  what: "remind" | "missed",
  channels: readonly Channel[],
  deps: Deps<"settle-visit">,
): Promise<void> {
  try {
    const person = await deps.people.find(personId);
    if (person === undefined || person.disabledAt !== undefined) return;
    for (const kind of ways) {
      const channel = channelFor(kind, visit.leadFacilityId, channels);
      const routes = channel === undefined ? [] : routesTo(channel, person.reach);
      if (channel === undefined || routes.length === 0) continue;
      const { language } = person.reach;
      const message = {
        id: `visit-${visit.id}-${what}-${visit.version}`,
        priority: "low",
        language,
        ...visitWords(what, visit.scheduledAt, language),
        path: `/visits/${visit.id}`,
        tag: `visit-${visit.id}`,
        at: deps.now(),
      } as const;
      const { outcome } = await sendBy(channel, routes, message, deps);
      if (outcome.kind === "accepted") return;
    }
  } catch (error) {
    deps.log.warn("somebody was not reminded of a visit", { visitId: visit.id, error });
  }
}
