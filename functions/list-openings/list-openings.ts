import type * as z from "zod/mini";
import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningListView, openingList } from "../../contracts/http/openings.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { AuditEntry } from "../../domain/audit/entry.ts";
import { isLateForReview, overSince, type RecordOpening } from "../../domain/break-glass/opening.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import { shownOpenings } from "../break-glass/shown-openings.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

type Input = HttpInput<(typeof openingRoutes)["list-openings"]>;
type ListingDeps = Deps<"list-openings">;

/** Of a house, each; more that wait are more than anybody judges. */
const mostUnreviewed = 200;
const mostReviewed = 50;
const mostAttempts = 100;
/** Entries of the audit trail about the resident that are looked through. */
const mostEntries = 2000;

/**
 * What waits to be judged at the caller's houses and what was judged of late; of one house also what it set and who tried to
 * find somebody there, of one opening what was read while it was open.
 */
export async function listOpenings({ query, caller }: Input, deps: ListingDeps): Promise<z.input<typeof openingList>> {
  const now = deps.now();
  const { facilityId, openingId } = query;
  if (openingId !== undefined) return oneOpening(openingId, facilityId, caller, deps);
  const ids =
    facilityId === undefined
      ? visibleFacilities(caller, "opening.read", idsOf(await deps.facilities.list()))
      : [facilityId];
  const lists = await Promise.all(ids.map((id) => ofHouse(id, deps)));
  const items = await shownOpenings(lists.flat().toSorted(urgency(now)), caller, deps);
  return {
    items: [...items],
    ...(facilityId !== undefined && (await settingsOf(facilityId, deps))),
    at: isoTimeOf(now),
  };
}

async function oneOpening(
  id: string,
  facilityId: string | undefined,
  caller: Caller,
  deps: ListingDeps,
): Promise<z.input<typeof openingList>> {
  const opening = await deps["break-glass"].find(id);
  const isSeen =
    opening !== undefined &&
    (facilityId === undefined || facilityId === opening.facilityId) &&
    mayDo(caller, "opening.read", { kind: "facility", facilityId: opening.facilityId });
  if (!isSeen) throw openingRefusals.unknown(id);
  const items = await shownOpenings([opening], caller, deps);
  return { items: [...items], reads: await readsOf(opening, deps), at: isoTimeOf(deps.now()) };
}

async function ofHouse(id: string, deps: ListingDeps): Promise<readonly RecordOpening[]> {
  const [unreviewed, reviewed] = await Promise.all([
    deps["break-glass"].listOfHouse(id, "unreviewed", mostUnreviewed),
    deps["break-glass"].listOfHouse(id, "reviewed", mostReviewed),
  ]);
  return [...readableOf(unreviewed, deps.log), ...readableOf(reviewed, deps.log)];
}

async function settingsOf(
  facilityId: string,
  deps: ListingDeps,
): Promise<Pick<OpeningListView, "policy" | "attempts">> {
  const [{ hours, reviewDays }, attempts] = await Promise.all([
    deps["break-glass"].policy(facilityId),
    deps["break-glass"].listAttempts(facilityId, mostAttempts),
  ]);
  return {
    policy: { facilityId, hours, reviewDays },
    attempts: readableOf(attempts, deps.log).map(({ at, person, by, outcome }) => ({
      at: isoTimeOf(at),
      person,
      by,
      outcome,
    })),
  };
}

/** What the audit trail says that was looked at by this opening, in its order. */
async function readsOf(
  opening: RecordOpening,
  deps: Pick<ListingDeps, "audit" | "log">,
): Promise<NonNullable<OpeningListView["reads"]>> {
  const { id, residentId, openedAt, until } = opening;
  const page = await deps.audit.listAbout(
    { kind: "resident", residentId },
    { from: openedAt, before: `${new Date(overSince(opening) ?? until).toISOString()}~`, limit: mostEntries },
  );
  return page.texts
    .map((text) => JSON.parse(text) as AuditEntry)
    .filter(({ why }) => why.kind === "break-glass" && why.openingId === id)
    .map(({ at, what, deed, dataClass }) => ({ at: isoTimeOf(at), what, deed, dataClass }))
    .toReversed();
}

/** What is late to be judged, then what waits, the longest first; then what was judged, the last first. */
function urgency(now: EpochMs): (a: RecordOpening, b: RecordOpening) => number {
  const rank = (one: RecordOpening): number => {
    if (isLateForReview(one, now)) return 0;
    return one.state === "justified" || one.state === "not-justified" ? 2 : 1;
  };
  return (a, b) => {
    const between = rank(a) - rank(b);
    if (between !== 0) return between;
    return (rank(a) === 2 ? b.openedAt - a.openedAt : a.openedAt - b.openedAt) || (a.id < b.id ? -1 : 1);
  };
}
