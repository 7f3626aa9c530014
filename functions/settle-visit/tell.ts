import { visitWords } from "../../contracts/visit-message-words.ts";
import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import type { DutyRole } from "../../domain/duty/shift.ts";
import { peopleOnDuty } from "../../domain/escalation/recipients.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { channelFor } from "../../domain/notify/channel.ts";
import { routesTo } from "../notifying/routes-to.ts";
import { sendBy } from "../notifying/send-by.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** One is enough, in this order; nobody is telephoned for a visit. */
const ways = ["web-push", "sms", "email"] as const;

/** A hospital with more doctors tells these; all see it in their lists. */
const mostTold = 30;

type What = Parameters<typeof visitWords>[0];

/** What somebody is told of a visit or a plan of visits, and by whose channels. */
export interface Telling {
  readonly visit: {
    readonly id: string;
    readonly version: number;
    readonly scheduledAt?: EpochMs;
    /** Where it is read. @default the visit's own page, or the list of tasks */
    readonly path?: string;
  };
  readonly what: What;
  readonly facilityId: string;
  readonly priority: "high" | "low";
}

/**
 * Tells each of them once, by the first of their ways that takes it; whether anybody was reached. Best effort: the pages say
 * the same, and a message that does not go out is in the log and no reason to write the visit again.
 */
export async function tell(
  personIds: readonly string[],
  telling: Telling,
  deps: Deps<"settle-visit">,
): Promise<boolean> {
  const channels = readableOf(await deps.channels.listFor(telling.facilityId), deps.log);
  const reached = await Promise.all([...new Set(personIds)].map((id) => tellOne(id, telling, channels, deps)));
  return reached.includes(true);
}

/** Ids of those who are on duty in a role; where no roster is kept, of all who hold it. */
export async function onDuty(role: DutyRole, facilityId: string, deps: Deps<"settle-visit">): Promise<string[]> {
  const at = deps.now();
  const [people, shifts] = await Promise.all([
    deps.people.listAt(facilityId),
    deps.duties.listBetween(facilityId, at - rosterKeptWithinMs, at + rosterKeptWithinMs),
  ]);
  const context = {
    facilityId,
    at,
    shifts: readableOf(shifts, deps.log),
    people: readableOf(people, deps.log),
    channels: [],
    failing: new Set<string>(),
  };
  return peopleOnDuty(role, context)
    .map(({ id }) => id)
    .slice(0, mostTold);
}

async function tellOne(
  personId: string,
  { visit, what, facilityId, priority }: Telling,
  channels: readonly Channel[],
  deps: Deps<"settle-visit">,
): Promise<boolean> {
  try {
    const person = await deps.people.find(personId);
    if (person === undefined || person.disabledAt !== undefined) return false;
    for (const kind of ways) {
      const channel = channelFor(kind, facilityId, channels);
      const routes = channel === undefined ? [] : routesTo(channel, person.reach);
      if (channel === undefined || routes.length === 0) continue;
      const { language } = person.reach;
      const message = {
        id: `visit-${visit.id}-${what}-${visit.version}`,
        priority,
        language,
        ...visitWords(what, visit.scheduledAt, language),
        path: visit.path ?? (what === "order" ? "/tasks" : `/visits/${visit.id}`),
        tag: `visit-${visit.id}`,
        at: deps.now(),
      } as const;
      const { outcome } = await sendBy(channel, routes, message, deps);
      if (outcome.kind === "accepted") return true;
    }
  } catch (error) {
    deps.log.warn("somebody was not told of a visit", { visitId: visit.id, error });
  }
  return false;
}
