import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Person } from "../../domain/model/person.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { storedItem } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { enginesUnderTest } from "../engines.ts";

function person(id: string): Person {
  return {
    id,
    name: "李护士",
    roles: [{ role: "nurse", facilityId: "home-1" }],
    relations: [{ residentId: "r1", relation: "女儿" }],
    reach: { phone: "+8613800000000", pushes: [], language: "zh" },
    version: 1,
  };
}

const inAnHour = Date.now() + 3_600_000;

describe.each(enginesUnderTest())("on $name", ({ open }) => {
  let engine: TableEngine;

  beforeAll(async () => {
    engine = await open();
  });

  test("people are added once, found by any subject that an issuer makes up, and listed by it", async () => {
    const people = new PersonStore(engine);
    const ids = ["auth0|7", "li@example.org", "z-9"];
    for (const id of ids.toReversed()) expect(await people.add(person(id))).toBe("added");
    expect(await people.add({ ...person("z-9"), name: "another" })).toBe("already-exists");
    expect(await people.find("auth0|7")).toEqual(person("auth0|7"));
    expect(await people.find("nobody")).toBeUndefined();
    expect((await people.list()).items.map(({ id }) => id)).toEqual(ids);
  });

  test("a person is written by whoever knows their last version, and never undone by who does not", async () => {
    const people = new PersonStore(engine);
    await people.add(person("wang"));
    expect(await people.save({ ...person("wang"), name: "二", version: 2 })).toBe("saved");
    expect(await people.save({ ...person("wang"), name: "三", version: 2 })).toBe("conflict");
    expect((await people.find("wang"))?.name).toBe("二");
  });

  test("two who are written on condition that the other one stands cannot both be", async () => {
    const people = new PersonStore(engine);
    const [one, other] = [person("one"), person("other")];
    await people.add(one);
    await people.add(other);
    const disabled = (of: Person): Person => ({ ...of, disabledAt: 5, version: 2 });
    const outcomes = await Promise.all([people.save(disabled(one), other), people.save(disabled(other), one)]);
    expect(outcomes.toSorted()).toEqual(["conflict", "saved"]);
    const left = [await people.find("one"), await people.find("other")].filter((found) => found?.version === 1);
    expect(left).toHaveLength(1);
  });

  describe("where people are found", () => {
    const at = (id: string, facilityId: string): Person => ({ ...person(id), roles: [{ role: "nurse", facilityId }] });
    const browser = (n: number) => ({ endpoint: `https://push.example.com/${n}`, p256dh: "k", auth: "a", addedAt: 0 });
    const idsOf = ({ items }: { readonly items: readonly Person[] }) => items.map(({ id }) => id);
    let people: PersonStore;
    let asked: string[];

    beforeEach(async () => {
      asked = [];
      const inner = await open();
      const watched: TableEngine = {
        get: (...given) => inner.get(...given),
        getMany: (...given) => inner.getMany(...given),
        write: (...given) => inner.write(...given),
        query: (table, query) => {
          asked.push(`${query.index} ${query.partition}`);
          return inner.query(table, query);
        },
      };
      people = new PersonStore(watched);
      for (const one of [at("a", "home-1"), at("b", "home-2")]) await people.add(one);
      await people.add({ ...person("boss"), roles: [{ role: "operator" }] });
      engine = inner;
    });

    test("by their facility, those of the whole service with each, and nobody else is read", async () => {
      await people.settlePlaces(1);
      asked = [];
      expect(idsOf(await people.listAt("home-1"))).toEqual(["a", "boss"]);
      expect(idsOf(await people.listOfService())).toEqual(["boss"]);
      expect(asked.filter((query) => query.startsWith("all"))).toEqual([]);
      expect(idsOf(await people.list())).toEqual(["a", "b", "boss"]);
    });

    test("follows their roles and browsers in the same write", async () => {
      await people.settlePlaces(1);
      await people.save({ ...at("a", "home-2"), reach: { ...person("a").reach, pushes: [browser(1)] }, version: 2 });
      expect(idsOf(await people.listAt("home-1"))).toEqual(["boss"]);
      expect(idsOf(await people.listAt("home-2"))).toEqual(["a", "b", "boss"]);
      expect(idsOf(await people.listByBrowser(browser(1).endpoint))).toEqual(["a"]);
      expect(await people.save({ ...at("a", "home-1"), version: 2 })).toBe("conflict");
      expect(idsOf(await people.listAt("home-1"))).toEqual(["boss"]);
    });

    test("nobody is lost whom an earlier program stored, before they are settled and after", async () => {
      const old = (of: Person) => storedItem({ id: of.id, listedUnder: "all", version: of.version }, of);
      const put = (of: Person) => engine.write([{ kind: "put", table: tables.people, item: old(of) }]);
      await put(at("old", "home-1"));
      expect(idsOf(await people.listAt("home-1"))).toContain("old");
      await people.settlePlaces(1);
      expect(idsOf(await people.listAt("home-1"))).toEqual(["a", "boss", "old"]);
      // While both programs run.
      await put({ ...at("b", "home-1"), version: 2 });
      await people.settlePlaces(2);
      expect(idsOf(await people.listAt("home-1"))).not.toContain("b");
      await people.settlePlaces(86_400_002);
      expect(idsOf(await people.listAt("home-1"))).toContain("b");
      expect(await people.save({ ...at("b", "home-2"), version: 3 })).toBe("saved");
    });

    test("by whom they are relatives of, also those whom a program stored that did not find them so", async () => {
      const of = (id: string, residentId: string) => ({ ...person(id), relations: [{ residentId, relation: "女儿" }] });
      await people.add(of("daughter", "r-9"));
      const earlier = of("earlier", "r-9");
      const item = storedItem({ id: "earlier", listedUnder: "all", version: 1, isPlaced: 1 }, earlier);
      const rows = { id: "at#home-1#earlier", placeOf: "home-1", personId: "earlier" };
      const settled = { id: "at#", settledAt: 1 };
      await engine.write(
        [item, rows, settled].map((put) => ({ kind: "put", table: tables.people, item: put }) as const),
      );
      expect(idsOf(await people.listByRelation("r-9"))).toEqual(expect.arrayContaining(["daughter", "earlier"]));
      await people.settlePlaces(2);
      expect(idsOf(await people.listByRelation("r-9"))).toEqual(["daughter", "earlier"]);
      expect(await people.save({ ...of("daughter", "r-8"), version: 2 })).toBe("saved");
      expect(idsOf(await people.listByRelation("r-9"))).toEqual(["earlier"]);
      expect(idsOf(await people.listByRelation("r-8"))).toEqual(["daughter"]);
    });

    test("who leaves fifty facilities for fifty others is written all the same, and found at each of those", async () => {
      await people.settlePlaces(1);
      const many = (prefix: string) =>
        Array.from({ length: 50 }, (_, n) => ({ role: "nurse", facilityId: `${prefix}-${n}` }) as const);
      await people.add({ ...person("many"), roles: many("one") });
      expect(await people.save({ ...person("many"), roles: many("other"), version: 2 })).toBe("saved");
      for (const n of [0, 49]) expect(idsOf(await people.listAt(`other-${n}`))).toContain("many");
    });
  });

  test("a page's name is the person's who came first, until it ends", async () => {
    const connections = new ConnectionStore(engine);
    const inAnHour = Date.now() + 3_600_000;
    const claim = (personId: string, until: number, now: number) =>
      connections.claim({ personId, clientId: "browser-1", until }, now);
    expect(await Promise.all([claim("li", inAnHour, 1), claim("wang", inAnHour, 1)])).toEqual(
      expect.arrayContaining(["claimed", "taken"]),
    );
    await connections.claim({ personId: "li", clientId: "browser-2", until: inAnHour }, 1);
    expect(await connections.claim({ personId: "li", clientId: "browser-2", until: inAnHour + 10 }, 2)).toBe("claimed");
    expect(
      await connections.claim({ personId: "wang", clientId: "browser-2", until: inAnHour + 20 }, inAnHour + 9),
    ).toBe("taken");
    expect(
      await connections.claim({ personId: "wang", clientId: "browser-2", until: inAnHour + 20 }, inAnHour + 10),
    ).toBe("claimed");
    expect(await connections.listOf("li", 0)).toEqual([]);
  });

  test("connections are known by their person until they end by themselves or are taken away", async () => {
    const connections = new ConnectionStore(engine);
    const at = { letInAt: 1, until: inAnHour };
    await connections.add({ personId: "li", clientId: "browser-1", ...at });
    await connections.add({ personId: "li", clientId: "browser-2", ...at });
    await connections.add({ personId: "li", clientId: "browser-2", ...at, letInAt: 2 });
    await connections.add({ personId: "wang", clientId: "browser-3", ...at });
    expect(await connections.listOf("li", inAnHour - 1)).toEqual([
      { personId: "li", clientId: "browser-1", ...at },
      { personId: "li", clientId: "browser-2", ...at, letInAt: 2 },
    ]);
    expect(await connections.listOf("li", inAnHour)).toEqual([]);
    await connections.remove("li", "browser-1");
    await connections.remove("li", "browser-1");
    expect((await connections.listOf("li", 0)).map(({ clientId }) => clientId)).toEqual(["browser-2"]);
  });
});
