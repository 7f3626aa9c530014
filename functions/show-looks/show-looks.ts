import type * as z from "zod/mini";
import type { looks } from "../../contracts/http/looks.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf, isoTimeOf } from "../../contracts/iso-time.ts";
import { lookReasonText, lookRoleOf, lookText } from "../../contracts/look-words.ts";
import { grantsFor } from "../../domain/access/consent.ts";
import { type AuditEntry, type AuditReason, type AuditSubject, everyFacility } from "../../domain/audit/entry.ts";
import { day, midnightInShanghai } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

type Answer = z.input<typeof looks>;
type ShowLooks = Deps<"show-looks">;

const mostRead = 5_000;
const mostEntries = 500;

/**
 * Who looked on a day: entries about the resident, about the lists of the house where they are now, and of those who
 * listen everywhere. A guardian is told who and why as staff are, but not from which computer.
 */
export async function showLooks(
  { path, query, caller }: HttpInput<(typeof routes)["show-looks"]>,
  deps: ShowLooks,
): Promise<Answer> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const subjects: readonly AuditSubject[] = [
    { kind: "resident", residentId: path.id },
    { kind: "facility", facilityId: resident.facilityId },
    { kind: "facility", facilityId: everyFacility },
  ];
  const wanted = query.date === undefined ? undefined : Date.parse(`${query.date}T00:00:00+08:00`);
  const last = wanted ?? (await lastBefore(subjects, deps.now() + day, deps));
  const settings = { keptDays: deps.auditDays };
  if (last === undefined) return { people: [], entries: [], isCut: false, ...settings };
  const from = midnightInShanghai(last);
  const pages = await Promise.all(
    subjects.map((of) => deps.audit.listAbout(of, { from, until: from + day - 1, limit: mostRead })),
  );
  const found = pages.flatMap(({ texts }) => texts.map((text) => JSON.parse(text) as AuditEntry));
  const entries = found.toSorted((one, other) => other.at - one.at);
  const earlier = await lastBefore(subjects, from - 1, deps);
  const facilities = await facilitiesOf(entries, deps);
  const isStaff = caller.kind !== "person" || grantsFor(caller, path.id).size === 0;
  const view = (entry: AuditEntry) => viewOf(entry, facilities);
  return {
    date: dateOf(from),
    ...(earlier !== undefined && { earlier: dateOf(earlier) }),
    people: summaries(entries, facilities),
    entries: entries.slice(0, mostEntries).map((entry) => ({
      at: isoTimeOf(entry.at),
      ...view(entry),
      ...(entry.windowSeconds !== undefined && { windowSeconds: entry.windowSeconds }),
      ...(isStaff && { from: entry.from }),
    })),
    isCut: entries.length > mostEntries || pages.some(({ next }) => next !== undefined),
    ...settings,
  };
}

async function lastBefore(
  subjects: readonly AuditSubject[],
  until: number,
  { audit }: ShowLooks,
): Promise<number | undefined> {
  const last = await Promise.all(subjects.map((of) => audit.listAbout(of, { until, limit: 1 })));
  const times = last.flatMap(({ texts }) => texts.map((text) => (JSON.parse(text) as AuditEntry).at));
  return times.length === 0 ? undefined : Math.max(...times);
}

/** One line for each person and each thing they did, by what right. */
function summaries(entries: readonly AuditEntry[], facilities: Facilities): Answer["people"] {
  const groups = Map.groupBy(entries, ({ who, deed, dataClass, why, of }) =>
    JSON.stringify([who.id, deed, dataClass, why, of.kind]),
  );
  return [...groups.values()].map((group) => {
    const [last, first] = [group[0] as AuditEntry, group.at(-1) as AuditEntry];
    const span = { firstAt: isoTimeOf(first.at), lastAt: isoTimeOf(last.at), times: group.length };
    return { ...viewOf(last, facilities), ...span };
  });
}

type Facilities = ReadonlyMap<string, string>;

function viewOf({ who, deed, dataClass, why, of }: AuditEntry, facilities: Facilities) {
  const facilityId = facilityOf(why);
  const name = facilityId === undefined ? undefined : facilities.get(facilityId);
  const inList = of.kind === "facility";
  return {
    who: {
      name: who.name,
      role: lookRoleOf(why),
      ...(facilityId !== undefined && { facility: { id: facilityId, name: name ?? facilityId } }),
    },
    deed,
    dataClass,
    reason: why.kind,
    what: lookText(deed, dataClass, inList),
    why: lookReasonText(why),
    inList,
  };
}

function facilityOf(why: AuditReason): string | undefined {
  return why.kind === "duty" || why.kind === "part" ? why.facilityId : undefined;
}

async function facilitiesOf(entries: readonly AuditEntry[], { facilities }: ShowLooks): Promise<Facilities> {
  const ids = [...new Set(entries.flatMap(({ why }) => facilityOf(why) ?? []))];
  const found = await Promise.all(ids.map((id) => facilities.find(id)));
  return new Map(found.flatMap((facility) => (facility === undefined ? [] : [[facility.id, facility.name]])));
}
