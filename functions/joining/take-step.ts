import { noticeVersion } from "../../contracts/joining/notice.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import { type ConsentEntry, type ConsentStep, nextEntry } from "../../domain/joining/consent-entry.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import { entryWrites } from "../../stores/consent-store.ts";
import type { Deps } from "../shell/deps.ts";

/** What is to be written between a resident and one relative. */
export interface Wanted {
  readonly residentId: string;
  readonly by: Actor;
  readonly step: ConsentStep;
}

/** A person as the next entry leaves them; not written yet. */
export interface Stepped {
  readonly person: Person;
  readonly entry: ConsentEntry;
}

/** Adds the next entry between the two, on the person as they were read. */
export async function stepped(
  before: Person,
  { residentId, by, step }: Wanted,
  deps: Pick<Deps<"change-consent">, "consents" | "now" | "newId">,
): Promise<Stepped> {
  const relation = before.relations.find((one) => one.residentId === residentId);
  const newest = await deps.consents.newest(residentId, before.id);
  const facts = { id: deps.newId(), residentId, personId: before.id, personName: before.name, at: deps.now(), by };
  const entry = nextEntry({ ...facts, noticeVersion, step }, { relation, number: newest?.number ?? 0 });
  const relations = replaced(before.relations, residentId, entry.leaves);
  return { person: { ...before, relations, version: before.version + 1 }, entry };
}

/** Writes both at once; `conflict`: somebody wrote either meanwhile, and nothing was written. */
export async function saveStep(
  { person, entry }: Stepped,
  deps: Pick<Deps<"change-consent">, "people">,
): Promise<"saved" | "conflict"> {
  return deps.people.save(person, undefined, entryWrites([entry]));
}

function replaced(
  relations: readonly Relation[],
  residentId: string,
  after: Relation | undefined,
): readonly Relation[] {
  const others = relations.filter((one) => one.residentId !== residentId);
  return after === undefined ? others : [...others, after];
}
