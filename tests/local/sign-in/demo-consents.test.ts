import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { SqliteTableEngine } from "../../../adapters/table/sqlite.ts";
import { grantsOf } from "../../../domain/access/consent.ts";
import type { Relation } from "../../../domain/model/person.ts";
import { consentInDemo } from "../../../local/sign-in/demo-consents.ts";
import { demoPeople } from "../../../local/sign-in/demo-people.ts";
import { ConsentStore } from "../../../stores/consent-store.ts";
import { PersonStore } from "../../../stores/person-store.ts";

const now = Date.parse("2026-11-22T18:46:00+08:00");

test("of the demo's relatives one sees everything and one the light alone, each by an entry of their own, however often it starts", async () => {
  const engine = SqliteTableEngine.open(":memory:", { now: () => now });
  const [people, consents] = [new PersonStore(engine), new ConsentStore(engine)];
  const deps = { people, consents, now: () => now, newId: randomUUID };
  const relatives = demoPeople.filter((one) => one.relatives !== undefined);
  for (const { id, name, roles } of relatives)
    await people.add({ id, name, roles, relations: [], reach: { pushes: [], language: "zh" }, version: 1 });
  for (let start = 0; start < 2; start += 1)
    for (const { id, relatives: tied = [] } of relatives) await consentInDemo({ personId: id, relatives: tied }, deps);
  const seen = async (id: string) => [...grantsOf((await people.find(id))?.relations[0] as Relation, now)];
  expect(await seen("demo-daughter")).toHaveLength(5);
  expect(await seen("demo-son")).toEqual(["status-light"]);
  expect((await consents.listOf("demo-r1")).items.map(({ step }) => step.kind)).toEqual([
    "joined",
    "granted",
    "joined",
    "granted",
  ]);
});
