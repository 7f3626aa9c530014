import { beforeEach, describe, expect, test } from "vitest";
import type { Facility } from "../../domain/model/facility.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { storedItem } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { enginesUnderTest } from "../engines.ts";

function resident(id: string, bedId?: string, facilityId = "home"): Resident {
  return {
    id,
    name: "王秀英",
    sex: "female",
    birthDate: "1941-03-08",
    facilityId,
    ...(bedId === undefined ? {} : { bedId }),
    careSetting: "care-home",
    disabilityLevel: 3,
    palliative: false,
    allergies: [],
    contacts: [],
  };
}

const bedIds = ["b1", "b2", "b3", "b4"];
const home: Facility = {
  id: "home",
  name: "松鹤院",
  kind: "care-home",
  beds: bedIds.map((id) => ({ id, label: `${id} 床` })),
};

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;
  let residents: ResidentStore;
  let facilities: FacilityStore;

  beforeEach(async () => {
    engine = await open();
    residents = new ResidentStore(engine);
    facilities = new FacilityStore(engine);
    await facilities.add(home);
  });

  const inCare = async () => (await residents.listByFacility("home")).items;
  async function move(id: string, bedId: string | undefined, facilityId = "home") {
    const before = (await residents.find(id)) as Resident;
    return residents.replace(before, resident(id, bedId, facilityId));
  }

  test("a bed that is taken takes nobody else, neither who is new nor who moves, until it is left", async () => {
    expect(await residents.add(resident("one", "b1"))).toBe("added");
    expect(await residents.add(resident("two", "b1"))).toBe("bed-taken");
    expect(await residents.find("two")).toBeUndefined();
    expect(await residents.add(resident("two", "b2"))).toBe("added");
    expect(await move("two", "b1")).toBe("bed-taken");
    expect(await move("one", "b3")).toBe("replaced");
    expect(await move("two", "b1")).toBe("replaced");
    expect(await residents.occupants("home", bedIds)).toEqual(
      new Map([
        ["b1", "two"],
        ["b3", "one"],
      ]),
    );
  });

  test("an id that exists is told before a bed that is taken", async () => {
    await residents.add(resident("one", "b1"));
    expect(await residents.add(resident("one", "b1"))).toBe("already-exists");
  });

  test("beds of one name in two facilities are two beds", async () => {
    expect(await residents.add(resident("one", "b1"))).toBe("added");
    expect(await residents.add(resident("two", "b1", "other"))).toBe("added");
    expect(await move("two", "b1")).toBe("bed-taken");
  });

  test("whoever is discharged or moves out leaves the bed, and a move that stays changes nothing of it", async () => {
    await residents.add(resident("one", "b1"));
    const before = (await residents.find("one")) as Resident;
    expect(await residents.replace(before, { ...before, name: "李" })).toBe("replaced");
    expect(await residents.occupants("home", ["b1"])).toEqual(new Map([["b1", "one"]]));
    expect(await move("one", undefined, "other")).toBe("replaced");
    expect(await residents.occupants("home", ["b1"])).toEqual(new Map());
  });

  test("of many who want one bed at once exactly one gets it", async () => {
    const wanting = Array.from({ length: 12 }, (_, index) => resident(`new-${index}`, "b1"));
    const outcomes = await Promise.all(wanting.map((each) => addAgain(each)));
    expect(outcomes.filter((outcome) => outcome === "added")).toHaveLength(1);
    expect((await inCare()).map(({ bedId }) => bedId)).toEqual(["b1"]);
  });

  test("in a storm of moves no bed ever holds two, and in the end every guard says who lies there", async () => {
    const ids = ["p1", "p2", "p3"];
    for (const [index, id] of ids.entries()) await residents.add(resident(id, bedIds[index]));
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return seed % below;
    };
    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 6 }, () => {
          const id = ids[random(ids.length)] as string;
          return move(id, random(5) === 0 ? undefined : bedIds[random(bedIds.length)]).catch(() => "busy");
        }),
      );
      const lying = (await Promise.all(ids.map((id) => residents.find(id)))).flatMap((one) => one?.bedId ?? []);
      expect(new Set(lying).size).toBe(lying.length);
    }
    const there = await Promise.all(ids.map((id) => residents.find(id)));
    const expected = there.flatMap((one) => (one?.bedId === undefined ? [] : [[one.bedId, one.id] as const]));
    expect(await residents.occupants("home", bedIds)).toEqual(new Map(expected.toSorted()));
  });

  test("a bed is not given up while somebody lies in it, and nobody moves into one that was", async () => {
    await residents.add(resident("one", "b1"));
    const without = (bedId: string): Facility => ({ ...home, beds: home.beds.filter(({ id }) => id !== bedId) });
    expect(await facilities.replace(home, without("b1"))).toBe("occupied");
    expect(await facilities.replace(home, without("b2"))).toBe("replaced");
    expect(await move("one", "b2")).toBe("bed-taken");
    expect(await facilities.replace(home, without("b3"))).toBe("conflict");
    expect(await facilities.replace(without("b2"), home)).toBe("replaced");
    expect(await move("one", "b2")).toBe("replaced");
  });

  test("of one who gives a bed up and one who moves in at once only one succeeds", async () => {
    await residents.add(resident("one"));
    for (let round = 0; round < 6; round += 1) {
      const facility = (await facilities.find("home")) as Facility;
      const without = { ...facility, beds: facility.beds.filter(({ id }) => id !== "b1") };
      const [moved, givenUp] = await Promise.all([
        again(() => move("one", "b1")),
        again(() => facilities.replace(facility, without)),
      ]);
      expect([moved === "replaced", givenUp === "replaced"]).toContain(true);
      expect(moved === "replaced" && givenUp === "replaced").toBe(false);
      if (givenUp === "replaced") await facilities.replace(without, facility);
      else await move("one", undefined);
    }
  });

  test("those who had a bed before beds were guarded keep it; of two in one bed the first by id does", async () => {
    for (const [id, bedId] of [
      ["old-1", "b1"],
      ["old-2", "b1"],
      ["old-3", "b2"],
    ] as const) {
      const item = storedItem({ id, facilityId: "home" }, resident(id, bedId));
      await engine.write([{ kind: "put", table: tables.residents, item }]);
    }
    expect(await residents.add(resident("new", "b2"))).toBe("bed-taken");
    expect(await residents.occupants("home", bedIds)).toEqual(
      new Map([
        ["b1", "old-1"],
        ["b2", "old-3"],
      ]),
    );
    expect(await move("old-2", "b3")).toBe("replaced");
    expect(await residents.occupants("home", ["b1", "b3"])).toEqual(
      new Map([
        ["b1", "old-1"],
        ["b3", "old-2"],
      ]),
    );
  });

  test("guards are no residents: no list shows them", async () => {
    await residents.add(resident("one", "b1"));
    expect((await inCare()).map(({ id }) => id)).toEqual(["one"]);
    expect((await residents.sliceOfFacility("home", { limit: 10 })).map(({ id }) => id)).toEqual(["one"]);
  });

  test("who was discharged is found by id and in a list apart, and in no other", async () => {
    await residents.add(resident("one", "b1"));
    const before = (await residents.find("one")) as Resident;
    const { bedId: _, ...others } = before;
    const discharge = { at: 5, by: "李", byId: "p", reason: "home", bedId: "b1" } as const;
    expect(await residents.replace(before, { ...others, discharge })).toBe("replaced");
    expect(await inCare()).toEqual([]);
    expect((await residents.listFormer("home")).items).toMatchObject([{ id: "one", facilityId: "home" }]);
    expect(await residents.find("one")).toMatchObject({ discharge });
    expect(await residents.add(resident("two", "b1"))).toBe("added");
  });

  /** An engine may be too busy with a storm to answer; whoever asked asks again. */
  async function again<T>(work: () => Promise<T>): Promise<T | "busy"> {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if ((error as { code?: string }).code !== "table-busy") throw error;
      }
    }
    return "busy";
  }
  const addAgain = (each: Resident) => again(() => residents.add(each));
});
