import { noticeVersion } from "../../contracts/joining/notice.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import { type ConsentEntry, nextEntry } from "../../domain/joining/consent-entry.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Deps } from "../shell/deps.ts";

/**
 * The entries that say of relations which are there no more that staff took them away, to be written with the person; none
 * for a relation that never gave anything.
 */
export async function removalsOf(
  before: Person,
  after: Person,
  by: Actor,
  deps: Pick<Deps<"change-consent">, "consents" | "now" | "newId">,
): Promise<readonly ConsentEntry[]> {
  const gone = before.relations.filter(
    ({ residentId }) => !after.relations.some((one) => one.residentId === residentId),
  );
  const entries: ConsentEntry[] = [];
  for (const relation of gone) {
    const { residentId } = relation;
    const newest = await deps.consents.newest(residentId, before.id);
    if (newest === undefined) continue;
    const facts = { id: deps.newId(), residentId, personId: before.id, personName: before.name, at: deps.now(), by };
    const step = { kind: "removed" } as const;
    entries.push(nextEntry({ ...facts, noticeVersion, step }, { relation, number: newest.number }));
  }
  return entries;
}
