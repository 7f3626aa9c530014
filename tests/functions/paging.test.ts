import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AlertView } from "../../contracts/http/alerts.ts";
import { deviceList } from "../../contracts/http/devices.ts";
import { type Page, wholeList } from "../../contracts/http/paging.ts";
import { residentList } from "../../contracts/http/residents.ts";
import { routeNames, routes } from "../../contracts/http/routes.ts";
import { hour, minute } from "../../domain/model/time.ts";
import type { TableEngine } from "../../domain/ports.ts";
import type { FunctionName } from "../../functions/manifest.ts";
import { pageAcross } from "../../functions/shell/paged.ts";
import { sliceOf } from "../../stores/all-pages.ts";
import type { Entry } from "../../stores/stored-item.ts";
import { tables } from "../../stores/tables.ts";
import { World } from "./world.ts";

const idText = fc.stringMatching(/^[A-Za-z0-9_-]{1,4}$/);
/** Facility and resident; the facilities are there from the start, some of them empty. */
const place = fc.tuple(fc.constantFrom("a", "b", "B", "a-", "-", "z9", "_"), idText);
const facilityIds = ["z9", "a", "b", "B", "empty", "a-", "-", "_"];

function inOrder(places: Iterable<string>): string[] {
  return [...places].sort((one, other) => {
    const [a, b] = [one.split("."), other.split(".")] as [[string, string], [string, string]];
    return a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? -1 : 1;
  });
}

async function put(engine: TableEngine, [facilityId, id]: readonly [string, string]): Promise<void> {
  const item = { id, facilityId, schema: 1, json: JSON.stringify({ facilityId, id }) };
  await engine.write([{ kind: "put", table: tables.residents, item }]);
}

test("pages of any size give everybody exactly once, in order, and whoever comes meanwhile at most once", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(place, { maxLength: 25, selector: ([, id]) => id }),
      fc.integer({ min: 0, max: 25 }),
      fc.integer({ min: 1, max: 30 }),
      async (places, atFirst, limit) => {
        const engine = new World().tables;
        const newcomers = places.slice(atFirst);
        for (const each of places.slice(0, atFirst)) await put(engine, each);
        const pageSizes: number[] = [];
        const { items } = await wholeList<string>(async (after) => {
          const page = await pageAcross<{ id: string; facilityId: string }>(
            facilityIds,
            { limit, after },
            (id, slice) => sliceOf(engine, tables.residents, { index: "byFacility", partition: id }, slice),
          );
          pageSizes.push(page.items.length);
          const newcomer = newcomers.pop();
          if (newcomer !== undefined) await put(engine, newcomer);
          return { ...page, unreadable: [], items: page.items.map((item) => `${item.facilityId}.${item.id}`) };
        });
        expect(items).toEqual(inOrder(new Set(items)));
        const there = places.slice(0, atFirst).map((each) => each.join("."));
        expect(items).toEqual(expect.arrayContaining(there));
        if (places.length <= atFirst) expect(items).toEqual(inOrder(there));
        expect(pageSizes.slice(0, -1).every((size) => size === limit)).toBe(true);
        expect(pageSizes.at(-1)).toBeLessThanOrEqual(limit);
      },
    ),
    { numRuns: 150 },
  );
});

test("a page reads no more of a large facility than it answers", async () => {
  const asked: [string, number][] = [];
  const read = async (groupId: string, { after = "", limit }: { after?: string | undefined; limit: number }) => {
    asked.push([groupId, limit]);
    const ids = ["1", "2", "3", "4", "5"].filter((id) => id > after);
    return ids.slice(0, limit).map((id): Entry<string> => ({ id, read: groupId + id }));
  };
  const page = await pageAcross(["b", "a", "c"], { limit: 3, after: "a.4" }, read);
  expect(page).toMatchObject({ items: ["a5", "b1", "b2"], next: "b.2" });
  expect(asked).toEqual([
    ["a", 4],
    ["b", 3],
    ["c", 3],
  ]);
});

async function paged(
  world: World,
  name: FunctionName,
  limit: string,
): Promise<{ pages: number; ids: readonly string[] }> {
  let pages = 0;
  const { items } = await wholeList<{ id: string }>(async (after) => {
    pages += 1;
    return world.must(name, { query: { limit, ...(after !== undefined && { after }) } }) as Promise<
      Page<{ id: string }>
    >;
  });
  return { pages, ids: items.map(({ id }) => id) };
}

describe("lists", () => {
  test("come in pages as large as asked for, and in one when all fits", async () => {
    const world = await new World().furnish();
    expect(await paged(world, "list-residents", "1")).toEqual({ pages: 2, ids: ["resident-1", "resident-2"] });
    expect(await paged(world, "list-devices", "2")).toEqual({ pages: 2, ids: ["band-1", "bed-1", "bed-2"] });
    expect(residentList.parse(await world.must("list-residents"))).not.toHaveProperty("next");
    expect(deviceList.parse(await world.must("list-devices", { query: { limit: "3" } }))).not.toHaveProperty("next");
    const ofOne = { residentId: "resident-1", limit: "1" };
    const { items, next } = await world.must("list-devices", { query: ofOne });
    expect(items).toMatchObject([{ id: "band-1" }]);
    expect((await world.must("list-devices", { query: { ...ofOne, after: next } })).items).toMatchObject([
      { id: "bed-1" },
    ]);
  });

  test("a damaged resident counts on its page and is named there once", async () => {
    const world = await new World().furnish();
    const item = { id: "resident-0", facilityId: "home-1", schema: 1, json: "{" };
    await world.tables.write([{ kind: "put", table: tables.residents, item }]);
    const first = await world.must("list-residents", { query: { limit: "1" } });
    expect(first).toMatchObject({ items: [], unreadable: ["resident-0"] });
    const second = await world.must("list-residents", { query: { limit: "2", after: first.next } });
    expect(second).not.toHaveProperty("unreadable");
    expect(second.items).toHaveLength(2);
  });

  test.each([
    ["list-residents", "501"],
    ["list-residents", "0"],
    ["list-devices", "2001"],
    ["list-alerts", "501"],
  ] as const)("%s refuses a limit of %s", async (name, limit) => {
    expect((await new World().call(name, { query: { limit } })).status).toBe(400);
  });

  test.each(["", "a", "a.b.c", "a/b", "a.b ", `${"a".repeat(65)}.b`])("the cursor %j is refused", async (after) => {
    expect((await new World().call("list-residents", { query: { after } })).status).toBe(400);
  });

  test.each([
    ["list-residents", "500"],
    ["list-devices", "2000"],
    ["list-alerts", "500"],
  ] as const)("%s takes a limit of %s", async (name, limit) => {
    expect((await new World().call(name, { query: { limit } })).status).toBe(200);
  });
});

test("open alerts come in pages by age, so that one that grows more urgent is not missed; each goes by priority", async () => {
  const world = await new World().furnish();
  world.pass(hour);
  await world.wake("resident-2");
  world.pass(minute);
  const at = new Date(world.now).toISOString();
  await world.urgent(world.message("band-1", "event", { id: "f1", type: "fall", at }, "m1"));
  const { items, next } = await world.must("list-alerts");
  expect(next).toBeUndefined();
  expect(items[0]).toMatchObject({ kind: "fall" });
  const key = ({ raisedAt, id }: AlertView) => `${Date.parse(raisedAt)} ${id}`;
  const ids = items.toSorted((a: AlertView, b: AlertView) => (key(a) < key(b) ? -1 : 1)).map(({ id }: AlertView) => id);
  expect(ids[0]).not.toBe(items[0].id);
  expect(await paged(world, "list-alerts", "1")).toEqual({ pages: items.length, ids });
});

describe("a cursor that is none", () => {
  const paged = routeNames.filter((name) => "after" in (routes[name].query?.shape ?? {}));

  test("is looked for in every list that comes in pages", () => {
    expect(paged).toEqual(expect.arrayContaining(["list-deliveries", "list-residents", "list-devices", "list-people"]));
  });

  test.each(
    paged.flatMap((name) =>
      ["null", "eyJ4IjoxfQ==", "W10=", "WyIiLCIiLCIiXQ==", "WzEsMiwzXQ==", "%00", "x".repeat(3000)].map(
        (after) => [name, after] as const,
      ),
    ),
  )("of %s, %s, is refused or finds nothing, and breaks nothing", async (name, after) => {
    const world = await new World().furnish();
    const { status, body } = await world.call(name, { id: "home-1", query: { after } });
    expect([200, 400]).toContain(status);
    if (name === "list-deliveries") expect(body).toMatchObject({ code: "invalid-request" });
  });
});
