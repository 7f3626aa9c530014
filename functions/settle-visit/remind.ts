import { visitWords } from "../../contracts/visit-message-words.ts";
import { type Channel, channelFor } from "../../domain/notify/channel.ts";
import { isMedical, type Visit } from "../../domain/visits/visit.ts";
import { routesTo } from "../notifying/routes-to.ts";
import { sendBy } from "../notifying/send-by.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** One is enough, in this order; nobody is telephoned for a visit. */
const ways = ["web-push", "sms", "email"] as const;

/** A hospital with more doctors tells these; all see it in the list of visits. */
const mostTold = 30;

type What = "ask" | "unanswered" | "remind" | "missed";

/**
 * Tells those who could take a request of it, and whoever asked that nobody did; and those who lead, asked, gave it its time or
 * were invited that a visit is near, or that nobody came. Best effort: the list of visits says the same, and a message that
 * does not go out is in the log and no reason to write the visit again.
 */
export async function remind(visit: Visit, what: What, deps: Deps<"settle-visit">): Promise<void> {
  const planners = visit.steps.flatMap(({ what: step, by }) =>
    step === "schedule" && by !== undefined ? [by.id] : [],
  );
  const { requestedBy, invited } = visit;
  const able = await whoCouldTake(visit, deps);
  const told = {
    ask: able.filter((id) => id !== requestedBy.id),
    unanswered: [...able, requestedBy.id],
    remind: [...able, requestedBy.id, ...planners, ...invited],
    missed: [...able, requestedBy.id, ...planners, ...invited],
  } as const;
  const channels = readableOf(await deps.channels.listFor(visit.leadFacilityId), deps.log);
  const reached = await Promise.all([...new Set(told[what])].map((id) => tell(id, visit, what, channels, deps)));
  if ((what === "ask" || what === "unanswered") && !reached.includes(true))
    deps.log.warn("nobody was reached about a visit that is asked for", { visitId: visit.id });
}

/** Whoever leads; of a family's call whoever opens it at the resident's side. */
async function whoCouldTake(
  { kind, leadFacilityId, facilityId }: Visit,
  deps: Deps<"settle-visit">,
): Promise<readonly string[]> {
  const [at, role] = isMedical(kind) ? [leadFacilityId, "doctor"] : [facilityId, "nurse"];
  return readableOf(await deps.people.listAt(at), deps.log)
    .filter((person) => person.disabledAt === undefined)
    .filter(({ roles }) => roles.some((held) => held.facilityId === at && held.role === role))
    .map(({ id }) => id)
    .slice(0, mostTold);
}

async function tell(
  personId: string,
  visit: Visit,
  what: What,
  channels: readonly Channel[],
  deps: Deps<"settle-visit">,
): Promise<boolean> {
  try {
    const person = await deps.people.find(personId);
    if (person === undefined || person.disabledAt !== undefined) return false;
    for (const kind of ways) {
      const channel = channelFor(kind, visit.leadFacilityId, channels);
      const routes = channel === undefined ? [] : routesTo(channel, person.reach);
      if (channel === undefined || routes.length === 0) continue;
      const { language } = person.reach;
      const message = {
        id: `visit-${visit.id}-${what}-${visit.version}`,
        priority: visit.origin?.kind === "alert" && what !== "missed" ? "high" : "low",
        language,
        ...visitWords(what, visit.scheduledAt, language),
        path: `/visits/${visit.id}`,
        tag: `visit-${visit.id}`,
        at: deps.now(),
      } as const;
      const { outcome } = await sendBy(channel, routes, message, deps);
      if (outcome.kind === "accepted") return true;
    }
  } catch (error) {
    deps.log.warn("somebody was not reminded of a visit", { visitId: visit.id, error });
  }
  return false;
}
