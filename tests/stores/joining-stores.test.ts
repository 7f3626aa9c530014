import { beforeAll, describe, expect, test } from "vitest";
import { type ConsentEntry, nextEntry } from "../../domain/joining/consent-entry.ts";
import type { Invitation } from "../../domain/joining/invitation.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { ConsentStore, entryWrites } from "../../stores/consent-store.ts";
import { InvitationStore, invitationWrite } from "../../stores/invitation-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { enginesUnderTest } from "../engines.ts";

const by = { id: "nurse", name: "陈静" };
const relation: Relation = { residentId: "r1", relation: "女儿" };

function person(id: string): Person {
  return { id, name: id, roles: [], relations: [relation], reach: { pushes: [], language: "zh" }, version: 1 };
}

function granted(personId: string, number: number): ConsentEntry {
  const step = { kind: "granted", classes: ["vitals"], given: { by: "resident", how: "paper" } } as const;
  const facts = { id: `${personId}-${number}`, residentId: "r1", personId, personName: personId, at: number, by };
  return nextEntry({ ...facts, noticeVersion: "1", step }, { relation, number: number - 1 });
}

function invitation(codeHash: string): Invitation {
  const asked = { relation: "女儿", name: "许红梅", intended: ["vitals"], invitedBy: by } as const;
  const now = Date.now();
  return {
    ...asked,
    id: codeHash,
    codeHash,
    residentId: "r1",
    facilityId: "h",
    invitedAt: now,
    endsAt: now + 1000,
    version: 1,
  };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;

  beforeAll(async () => {
    engine = await open();
  });

  test("a person and what was said stand together or not at all", async () => {
    const [people, consents] = [new PersonStore(engine), new ConsentStore(engine)];
    await people.add(person("mei"));
    const entry = granted("mei", 1);
    const after = { ...person("mei"), relations: [entry.leaves as Relation], version: 2 };
    expect(await people.save(after, undefined, entryWrites([entry]))).toBe("saved");
    expect(await consents.newest("r1", "mei")).toEqual(entry);
    // The same number once more: neither the entry nor the person is written.
    const again = { ...granted("mei", 1), id: "other" };
    expect(await people.save({ ...after, name: "二", version: 3 }, undefined, entryWrites([again]))).toBe("conflict");
    expect((await people.find("mei"))?.name).toBe("mei");
    expect(await consents.newest("r1", "mei")).toEqual(entry);
  });

  test("the newest entry is that of the highest number, of this relative alone, also past nine", async () => {
    const [people, consents] = [new PersonStore(engine), new ConsentStore(engine)];
    for (const id of ["li", "li-2"]) await people.add(person(id));
    for (let number = 1; number <= 11; number += 1)
      await people.save({ ...person("li"), version: number + 1 }, undefined, entryWrites([granted("li", number)]));
    await people.save({ ...person("li-2"), version: 2 }, undefined, entryWrites([granted("li-2", 1)]));
    expect((await consents.newest("r1", "li"))?.number).toBe(11);
    expect((await consents.newest("r1", "li-2"))?.number).toBe(1);
    expect(await consents.newest("r1", "l")).toBeUndefined();
    const numbers = (await consents.listByPerson("li")).items.map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 11 }, (_, index) => index + 1));
    expect((await consents.listOf("r1")).items.filter(({ personId }) => personId === "li")).toHaveLength(11);
  });

  test("an invitation is found by the hash of its code, listed by its resident, and used once", async () => {
    const [people, invitations] = [new PersonStore(engine), new InvitationStore(engine)];
    const first = invitation("hash-1");
    expect(await invitations.save(first)).toBe("saved");
    expect(await invitations.save(first)).toBe("conflict");
    expect(await invitations.find("hash-1")).toEqual(first);
    expect(await invitations.find("hash-2")).toBeUndefined();
    expect((await invitations.listOf("r1")).items).toEqual([first]);
    const usedBy = (personId: string) => invitationWrite({ ...first, used: { personId, at: 2 }, version: 2 });
    const came = await Promise.all(["one", "two"].map((id) => people.add(person(id), [usedBy(id)])));
    expect(came.toSorted()).toEqual(["added", "already-exists"]);
    const there = await Promise.all(["one", "two"].map((id) => people.find(id)));
    expect(there.filter((found) => found !== undefined)).toHaveLength(1);
  });
});
