import { retentionMs } from "../../contracts/decode-telemetry.ts";
import type { RecordCopy } from "../../domain/joining/record-copy.ts";
import { day } from "../../domain/model/time.ts";
import type { Listing } from "../../stores/stored-item.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";

/** So many of each kind; an answer carries no more than some megabytes. */
const most = 500;

/** Reads all that is kept of a resident. What cannot be read is counted, and holds up nothing else. */
export async function recordCopyOf(residentId: string, deps: Deps<"copy-record">): Promise<RecordCopy> {
  const resident = await deps.residents.find(residentId);
  if (resident === undefined) throw unknown("resident", residentId);
  const now = deps.now();
  let unreadable = 0;
  const readable = <T>({ items, unreadable: damaged }: Listing<T>): readonly T[] => {
    for (const error of damaged) deps.log.error("item cannot be read", { code: error.code, error });
    unreadable += damaged.length;
    return items;
  };
  const [facility, people, alerts, referrals, visits, notes, consents, days] = await Promise.all([
    deps.facilities.find(resident.facilityId),
    deps.people.listByRelation(residentId),
    deps.alerts.listByResident(residentId, most + 1),
    deps.referrals.listOfResident(residentId, most + 1),
    deps.visits.listByResident(residentId, most + 1),
    deps.notes.list(residentId, { limit: most + 1 }),
    deps.consents.listOf(residentId),
    deps.series.readBuckets({ residentId, from: now - retentionMs, to: now }, day),
  ]);
  const held = {
    alerts: readable(alerts),
    referrals: readable(referrals),
    visits: readable(visits),
    notes: readable(notes),
  };
  const shown = <T>(list: readonly T[]): readonly T[] => list.slice(0, most);
  const noted = await Promise.all(
    shown(held.visits).map(async (visit) => {
      const note = await deps.visits.findNote(visit.id).catch(() => {
        unreadable += 1;
        return undefined;
      });
      return { visit, ...(note !== undefined && { note }) };
    }),
  );
  return {
    madeAt: now,
    resident,
    facility: { id: resident.facilityId, name: facility?.name ?? "" },
    relatives: readable(people).flatMap(({ id, name, relations }) => {
      const relation = relations.find((one) => one.residentId === residentId);
      return relation === undefined ? [] : [{ id, name, relation }];
    }),
    days,
    alerts: shown(held.alerts),
    referrals: shown(held.referrals),
    visits: noted,
    notes: shown(held.notes),
    consents: readable(consents),
    cut: (Object.keys(held) as (keyof typeof held)[]).filter((kind) => held[kind].length > most),
    unreadable,
  };
}
