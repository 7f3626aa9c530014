import { beforeAll, describe, expect, test } from "vitest";
import type { Person } from "../../domain/model/person.ts";
import type { TableEngine } from "../../domain/ports.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
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
