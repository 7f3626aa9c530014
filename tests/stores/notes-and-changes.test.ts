import { beforeAll, describe, expect, test } from "vitest";
import type { Resident } from "../../domain/model/resident.ts";
import { minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { changeFacts } from "../../domain/register/change-facts.ts";
import type { Note } from "../../domain/register/note.ts";
import { ChangeStore } from "../../stores/change-store.ts";
import { NoteStore } from "../../stores/note-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { enginesUnderTest } from "../engines.ts";

const noon = Date.parse("2026-11-22T12:00:00+08:00");

function note(id: string, at: number, residentId = "r1", facilityId = "home"): Note {
  return { id, residentId, facilityId, at, by: "李护士", byId: "p1", text: `记录 ${id}` };
}

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;

  beforeAll(async () => {
    engine = await open();
  });

  test("notes come newest first, page by page, and none is lost or twice where times are the same", async () => {
    const notes = new NoteStore(engine);
    const written = Array.from({ length: 7 }, (_, index) => note(`n${index}`, noon + Math.floor(index / 2) * minute));
    for (const each of written) expect(await notes.add(each)).toBe("added");
    await notes.add(note("other", noon, "r2"));
    const seen: string[] = [];
    let before: string | undefined;
    do {
      const page = await notes.list("r1", { limit: 2, before });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ id }) => id));
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(["n6", "n5", "n4", "n3", "n2", "n1", "n0"]);
  });

  test("a note's id is one note's for ever, whenever it comes again", async () => {
    const notes = new NoteStore(engine);
    await notes.add(note("once", noon, "r3"));
    expect(await notes.add({ ...note("once", noon + minute, "r3"), text: "别的" })).toBe("already-exists");
    expect(await notes.find("r3", "once")).toEqual(note("once", noon, "r3"));
    expect(await notes.find("r3", "never")).toBeUndefined();
    expect((await notes.list("r3", { limit: 10 })).items).toHaveLength(1);
  });

  test("a shift's notes are those of all residents from its beginning until before its end, oldest first", async () => {
    const notes = new NoteStore(engine);
    for (const [id, at] of [
      ["late", 10],
      ["first", 0],
      ["before", -1],
      ["last", 9],
    ] as const)
      await notes.add(note(id, noon + at * minute, `of-${id}`, "ward"));
    const { items } = await notes.listByFacility("ward", noon, noon + 10 * minute);
    expect(items.map(({ id }) => id)).toEqual(["first", "last"]);
  });

  test("every change of a record is kept with it or not at all, in the order of its versions", async () => {
    const residents = new ResidentStore(engine);
    const changes = new ChangeStore(engine);
    let known: Resident = {
      id: "r9",
      name: "王",
      sex: "female",
      birthDate: "1941-03-08",
      facilityId: "home",
      careSetting: "care-home",
      disabilityLevel: 3,
      palliative: false,
      allergies: [],
      contacts: [],
    };
    await residents.add(known);
    const first = known;
    for (let version = 2; version <= 13; version += 1) {
      const step = changeFacts(known, { name: `王${version}` }, { name: "李", id: "p" }, undefined, noon + version);
      if (step === undefined) throw new Error("nothing changed");
      expect(await residents.commit({ before: known, ...step })).toBe("committed");
      known = step.after;
    }
    const lost = changeFacts(first, { name: "迟到" }, { name: "李", id: "p" }, undefined, noon);
    if (lost === undefined) throw new Error("nothing changed");
    expect(await residents.commit({ before: first, ...lost })).toBe("conflict");
    const all = await changes.list("r9", { limit: 50 });
    expect(all.items.map(({ version }) => version)).toEqual([13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
    const older = await changes.list("r9", { limit: 3, before: 10 });
    expect(older.items.map(({ version }) => version)).toEqual([9, 8, 7]);
    expect(older.items[0]).toMatchObject({ facts: { before: { name: "王8" }, after: { name: "王9" } } });
  });

  test("of two who change one record at once one is told that the other was first", async () => {
    const residents = new ResidentStore(engine);
    const before = (await residents.find("r9")) as Resident;
    const steps = ["张", "赵"].map((name) => changeFacts(before, { name }, { name: "李", id: "p" }, undefined, noon));
    const outcomes = await Promise.all(
      steps.map(async (step) =>
        step === undefined ? "unchanged" : residents.commit({ before, ...step }).catch(() => "conflict"),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "committed").length).toBe(1);
  });
});
