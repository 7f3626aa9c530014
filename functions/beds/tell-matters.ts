import { dateOf } from "../../contracts/iso-time.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { matterAlert, tellingOf } from "../../domain/beds/matter-alert.ts";
import { type BedMatter, conversionMatter, familyMatters, isAskedStill } from "../../domain/beds/matters.ts";
import { hasLeft } from "../../domain/beds/step-conversion.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { endedAlert } from "../../domain/referrals/referral-alerts.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { publishNews } from "../judging/live-change.ts";
import { uuidOf } from "../referring/uuid-of.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { matterOwner } from "./matter-owner.ts";

type TellingDeps = Deps<"sweep-holds">;

/**
 * Tells a house what waits for it about its beds: once when it begins to wait, once in its place when it is late, and nothing
 * any more when it is done. The id of the alert follows from the matter, so that whoever looks again, or at the same time,
 * tells nobody twice, also where a person closed it.
 */
export async function tellMatters(facility: Facility, deps: TellingDeps): Promise<void> {
  const now = deps.now();
  const open = readableOf(await deps.alerts.listOpen(facility.id), deps.log);
  const matters = [...(await conversionMatters(facility, deps)), ...familyMatters(facility, dateOf(now), now)];
  const telling = matters.map((matter) => ({ matter, how: tellingOf(matter, now) }));
  const standing = new Set(telling.map(({ matter, how }) => `${how} ${matter.key}`));
  for (const alert of open) {
    if (isOver(alert, standing, now)) await change(endedAlert(alert, now), deps);
  }
  for (const { matter, how } of telling) {
    if (how !== "none") await tellMatter(matter, how === "late", facility, deps);
  }
}

async function conversionMatters({ id }: Facility, deps: TellingDeps): Promise<readonly BedMatter[]> {
  const conversions = readableOf(await deps.conversions.listOpen(id), deps.log);
  const beds = await deps.residents.bedStates(
    id,
    conversions.map(({ bedId }) => bedId),
  );
  return conversions.flatMap((conversion, index) => {
    const bed = beds[index];
    return conversionMatter(conversion, bed !== undefined && hasLeft(conversion, bed)) ?? [];
  });
}

/** Of a hold that ran out nothing stands any more by which it could be told again: it is asked after for its time. */
function isOver({ kind, reason }: Alert, standing: ReadonlySet<string>, now: number): boolean {
  if (reason.code !== "bed") return false;
  if (reason.what === "hold-expired") return !isAskedStill({ what: reason.what, since: reason.sinceMs }, now);
  return !standing.has(`${kind === "bed-late" ? "late" : "asked"} ${reason.key}`);
}

/** Tells a matter once, however often and by however many at once. */
export async function tellMatter(
  matter: BedMatter,
  isLate: boolean,
  facility: Facility,
  deps: TellingDeps,
): Promise<void> {
  const alertId = await idToTell(matter, isLate, facility, deps);
  if (alertId === undefined) return;
  const label = facility.beds.find(({ id }) => id === matter.bedId)?.label ?? matter.bedId;
  const owner = matter.owner ?? (isLate ? await matterOwner(facility.id, matter.roles, deps) : undefined);
  const named = { ...matter, ...(owner !== undefined && { owner }) };
  const alert = matterAlert(named, { alertId, facilityId: facility.id, label, isLate }, deps.now());
  if ((await deps.alerts.raise(alert)) === "already-there") return;
  await armEscalation(alert, deps);
  await publishNews(facility.id, { referrals: [], alerts: [alert] }, deps);
}

/** Under which id it is told; undefined: it was already. What was over and stands again, since whoever had left came back, is told anew. */
async function idToTell(
  { key, what }: BedMatter,
  isLate: boolean,
  facility: Facility,
  deps: TellingDeps,
): Promise<string | undefined> {
  for (let times = 1; ; times += 1) {
    const again = times === 1 ? "" : ` ${times}`;
    const id = uuidOf(`bed ${facility.id} ${key} ${isLate ? "late" : "asked"}${again}`);
    const told = await deps.alerts.find(id);
    if (told === undefined) return id;
    if (told.outcome !== "cleared-by-rule" || what === "hold-expired") return undefined;
  }
}

/** Whoever wrote it at the same time goes first; the next sweep sees to it. */
async function change(alert: Alert, deps: TellingDeps): Promise<void> {
  if ((await deps.alerts.save(alert)) === "saved")
    await publishNews(alert.facilityId, { referrals: [], alerts: [alert] }, deps);
}
