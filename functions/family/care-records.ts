import { isAway, type TransferStage, transferStageOf } from "../../contracts/transfer-stage.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { TransferNow } from "../../domain/family/light.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { Note } from "../../domain/register/note.ts";
import type { Visit } from "../../domain/visits/visit.ts";
import type { Watch } from "../../domain/watch/state.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf, readEach } from "../shell/read-each.ts";

type ReadingDeps = Pick<
  Deps<"show-family">,
  "watches" | "alerts" | "referrals" | "facilities" | "visits" | "notes" | "log"
>;

/** The last ones tell how it stands; an open one that is older stands in the watch. */
const mostAlerts = 30;
const mostNotes = 5;
const mostVisits = 40;

/** The watch of a resident; one that is damaged watches nobody. */
export async function watchOf(
  residentId: string,
  deps: Pick<ReadingDeps, "watches" | "log">,
): Promise<{ readonly watch: Watch | undefined; readonly isWatchUnreadable: boolean }> {
  const { found, unreadable } = await readEach(deps.watches, [residentId]);
  for (const error of unreadable.values()) deps.log.error("watch cannot be read", { residentId, error });
  return { watch: found.get(residentId)?.watch, isWatchUnreadable: unreadable.size > 0 };
}

/** The latest alerts of a resident, with every one that is open by the watch, whatever the index has seen of it. */
export async function alertsOf(
  residentId: string,
  watch: Watch | undefined,
  deps: Pick<ReadingDeps, "alerts" | "log">,
  limit = mostAlerts,
): Promise<{ readonly alerts: readonly Alert[]; readonly areAlertsUnreadable: boolean }> {
  const listing = await deps.alerts.listByResident(residentId, limit);
  const listed = readableOf(listing, deps.log);
  const lacking = Object.values(watch?.open ?? {}).flatMap(({ alertId }) =>
    listed.some(({ id }) => id === alertId) ? [] : [alertId],
  );
  let areAlertsUnreadable = listing.unreadable.length > 0;
  const others = await Promise.all(
    lacking.map(async (id) => {
      try {
        return await deps.alerts.find(id);
      } catch (error) {
        areAlertsUnreadable = true;
        deps.log.error("alert cannot be read", { alertId: id, error });
        return undefined;
      }
    }),
  );
  return { alerts: [...listed, ...others.filter((alert) => alert !== undefined)], areAlertsUnreadable };
}

/** Where an open referral has brought somebody. */
export interface Transfer {
  readonly now: TransferNow;
  readonly stage: TransferStage;
  readonly hospital?: string;
}

/**
 * One that cannot be read is told as such. So is one that ended by a death until the facility writes that down: what stirs
 * in the room then is no sign of life.
 */
export async function transferOf(
  residentId: string,
  deps: Pick<ReadingDeps, "referrals" | "facilities" | "log">,
): Promise<Transfer | undefined> {
  try {
    const open = await deps.referrals.findOpen(residentId);
    if (open === undefined && (await lastCaseOf(residentId, deps))?.state === "died")
      return { now: { kind: "unknown" }, stage: "unknown" };
    const stage = open && transferStageOf(open.state);
    if (open === undefined || stage === undefined) return undefined;
    const kind = isAway(stage) ? "away" : stage === "leaving" || stage === "back" ? stage : "unknown";
    const hospital = (await deps.facilities.find(open.destinationId))?.name;
    return { now: { kind, since: open.requestedAt }, stage, ...(hospital !== undefined && { hospital }) };
  } catch (error) {
    deps.log.error("referral cannot be read", { residentId, error });
    return { now: { kind: "unknown" }, stage: "unknown" };
  }
}

async function lastCaseOf(
  residentId: string,
  { referrals, log }: Pick<ReadingDeps, "referrals" | "log">,
): Promise<Referral | undefined> {
  return readableOf(await referrals.listOfResident(residentId, 1), log)[0];
}

/** The latest care notes. */
export async function notesOf(residentId: string, deps: Pick<ReadingDeps, "notes" | "log">): Promise<readonly Note[]> {
  return readableOf(await deps.notes.list(residentId, { limit: mostNotes }), deps.log);
}

/** The latest tele-visits, and those to come. */
export async function visitsOf(
  residentId: string,
  deps: Pick<ReadingDeps, "visits" | "log">,
): Promise<readonly Visit[]> {
  return readableOf(await deps.visits.listByResident(residentId, mostVisits), deps.log);
}
