import { randomBytes } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { InvalidItemError, InvalidRequestError } from "../../adapters/table/item-rules.ts";
import {
  type Item,
  ItemTooLargeError,
  type Json,
  type Query,
  type TableDefinition,
  type TableEngine,
  type Write,
} from "../../domain/ports.ts";
import { enginesUnderTest } from "../engines.ts";

const notes = {
  name: "notes",
  partition: "id",
  indexes: { byTag: { partition: "tag", sort: "at" } },
  bulk: "story",
} as const satisfies TableDefinition;
const rows = {
  name: "rows",
  partition: "group",
  sort: "place",
  indexes: { byColour: { partition: "colour", sort: "shade" } },
  expires: "expiresAt",
} as const satisfies TableDefinition;

const noon = Date.UTC(2026, 10, 22, 4);
const noonSecond = noon / 1000;
let now = noon;

function put(item: Item, when?: Write["when"]): Write {
  return { kind: "put", table: notes, item, ...(when === undefined ? {} : { when }) };
}

/** Follows the pages to the end. */
async function pages(engine: TableEngine, table: TableDefinition, query: Query): Promise<readonly (readonly Item[])[]> {
  const found: (readonly Item[])[] = [];
  let after: string | undefined;
  do {
    const page = await engine.query(table, { ...query, ...(after === undefined ? {} : { after }) });
    found.push(page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

describe.each(enginesUnderTest())("$name", ({ open }) => {
  let engine: TableEngine;

  beforeAll(async () => {
    engine = await open({ now: () => now, tables: [notes, rows] });
  });

  async function given(...items: readonly Item[]): Promise<void> {
    for (const item of items) await engine.write([{ kind: "put", table: "group" in item ? rows : notes, item }]);
  }

  describe("one item", () => {
    test.each<[string, Json]>([
      ["a long text", "卧床，夜间翻身两次。".repeat(200)],
      ["a long list", Array.from({ length: 400 }, (_, number) => [number, true])],
      ["something short", { a: [1] }],
    ])("whose bulk is %s is read back by key, batch and query, and can be replaced", async (name, story) => {
      const item = { id: name, tag: name, at: "1", version: 1, story };
      await given(item);
      expect(await engine.get(notes, { id: name })).toEqual(item);
      expect(await engine.getMany(notes, [{ id: name }])).toEqual([item]);
      expect((await engine.query(notes, { index: "byTag", partition: name })).items).toEqual([item]);
      const next = { ...item, version: 2 };
      expect(await engine.write([put(next, { attribute: "version", equals: 1 })])).toEqual({ kind: "written" });
      expect(await engine.get(notes, { id: name })).toEqual(next);
    });

    test("has a bulk at which no condition may look", async () => {
      const write = engine.write([put({ id: "bulk", story: "x" }, { attribute: "story", equals: "x" })]);
      await expect(write).rejects.toThrow(InvalidRequestError);
    });

    test("is read back as it was written", async () => {
      const item = {
        id: "whole",
        text: "床位 3号楼205-1 🛏",
        empty: "",
        yes: true,
        no: false,
        nothing: null,
        list: [1, "two", [3], { four: 4 }, []],
        map: { "键 with space": { deep: [null] }, none: {} },
      };
      await given(item);
      expect(await engine.get(notes, { id: "whole" })).toEqual(item);
    });

    test("replaces the whole item under its key", async () => {
      await given({ id: "twice", old: 1 }, { id: "twice", new: 2 });
      expect(await engine.get(notes, { id: "twice" })).toEqual({ id: "twice", new: 2 });
    });

    test("is gone after a delete, and deleting it again is no error", async () => {
      await given({ id: "gone" });
      const remove: Write = { kind: "delete", table: notes, key: { id: "gone" } };
      expect(await engine.write([remove])).toEqual({ kind: "written" });
      expect(await engine.write([remove])).toEqual({ kind: "written" });
      expect(await engine.get(notes, { id: "gone" })).toBeUndefined();
    });

    test.each([
      0, 1, -1, 0.1, 36.6, -273.15, 1e21, 123456789012345, 9007199254740991, -9007199254740991, 1e-130,
      1.7976931348623e125,
    ])("keeps the number %d to the last digit", async (number) => {
      await given({ id: "number", number });
      expect((await engine.get(notes, { id: "number" }))?.number).toBe(number);
    });

    test("reads a lone surrogate back as U+FFFD and a negative zero as zero", async () => {
      await given({ id: "odd", text: "a\ud800b", zero: -0, list: [-0, "\udc00"] });
      expect(await engine.get(notes, { id: "odd" })).toEqual({
        id: "odd",
        text: "a\ufffdb",
        zero: 0,
        list: [0, "\ufffd"],
      });
    });

    test.each([
      ["an empty key", { id: "" }],
      ["no key", { text: "x" }],
      ["a number as key", { id: 5 }],
      ["a lone surrogate in the key", { id: "\ud800" }],
      ["a key over 2048 bytes", { id: "汉".repeat(683) }],
      ["an empty index key", { id: "bad", tag: "", at: "1" }],
      ["a number as index key", { id: "bad", tag: "t", at: 1 }],
      ["undefined", { id: "bad", value: undefined }],
      ["undefined in a list", { id: "bad", value: [undefined] }],
      ["NaN", { id: "bad", value: Number.NaN }],
      ["infinity", { id: "bad", value: [Number.POSITIVE_INFINITY] }],
      ["a number too large for DynamoDB", { id: "bad", value: 1e126 }],
      ["a number too small for DynamoDB", { id: "bad", value: 1e-131 }],
      ["a date", { id: "bad", value: new Date(0) }],
      ["a function", { id: "bad", value: () => 0 }],
      ["an empty attribute name", { id: "bad", "": 1 }],
      ["an attribute named __proto__", JSON.parse('{"id":"bad","__proto__":1}')],
      ["33 levels of nesting", { id: "bad", value: JSON.parse(`${"[".repeat(33)}${"]".repeat(33)}`) }],
    ])("with %s is refused with an error that says where", async (_claim, item) => {
      await expect(engine.write([put(item as Item)])).rejects.toThrow(InvalidItemError);
      expect(await engine.get(notes, { id: "bad" })).toBeUndefined();
    });

    // DynamoDB, dynoxide and SQLite draw the line at 409,600 bytes, moto's server already at 405,000.
    test("of 395 KB is taken and one over 400 KB is an ItemTooLargeError", async () => {
      await given({ id: "large", text: "x".repeat(395 * 1024) });
      expect((await engine.get(notes, { id: "large" }))?.text).toHaveLength(395 * 1024);
      const room = 400 * 1024 - "id".length - "large".length - "text".length;
      const larger = put({ id: "large", text: `${"x".repeat(room - 2)}汉` });
      await expect(engine.write([larger])).rejects.toThrow(ItemTooLargeError);
    });

    test.each([
      ["empty", { id: "" }],
      ["missing", {} as { id: string }],
      ["more than the key", { id: "a", other: "b" }],
    ])("is not looked for under a key that is %s", async (_claim, key) => {
      await expect(engine.get(notes, key)).rejects.toThrow(InvalidItemError);
    });

    test("is the reader's own copy: nobody can change what the next one reads", async () => {
      await given({ id: "mine", list: [1] });
      const item = await engine.get(notes, { id: "mine" });
      try {
        (item as { list: number[] } | undefined)?.list.push(2);
      } catch {
        // Frozen: as good as a copy.
      }
      expect(await engine.get(notes, { id: "mine" })).toEqual({ id: "mine", list: [1] });
    });
  });

  describe("several items", () => {
    test("come in the order of the keys, with gaps and repetitions", async () => {
      await given({ id: "m1" }, { id: "m2" });
      const keys = ["m2", "m0", "m1", "m2"].map((id) => ({ id }));
      expect(await engine.getMany(notes, keys)).toEqual([{ id: "m2" }, undefined, { id: "m1" }, { id: "m2" }]);
      expect(await engine.getMany(notes, [])).toEqual([]);
    });

    test("may be more than a hundred", async () => {
      const ids = Array.from({ length: 230 }, (_, number) => `many-${number}`);
      await Promise.all(ids.map((id) => given({ id })));
      const found = await engine.getMany(
        notes,
        ids.map((id) => ({ id })),
      );
      expect(found.map((item) => item?.id)).toEqual(ids);
    });

    test.each([1, 2, 99])("are not written when the condition of one of them (%i) fails", async (failing) => {
      await given({ id: "taken" });
      const writes = Array.from({ length: 100 }, (_, number) =>
        put({ id: number === failing ? "taken" : `all-${failing}-${number}` }, { absent: true }),
      );
      expect(await engine.write(writes)).toEqual({ kind: "refused", failed: [failing] });
      expect(await engine.get(notes, { id: `all-${failing}-0` })).toBeUndefined();
    });

    test("are written together, a hundred at once, also in two tables", async () => {
      const writes = Array.from({ length: 99 }, (_, number) => put({ id: `both-${number}` }, { absent: true }));
      const other: Write = { kind: "put", table: rows, item: { group: "both", place: "1" } };
      expect(await engine.write([...writes, other])).toEqual({ kind: "written" });
      expect(await engine.get(notes, { id: "both-98" })).toEqual({ id: "both-98" });
      expect(await engine.get(rows, { group: "both", place: "1" })).toBeDefined();
    });

    test("all that failed are named", async () => {
      await given({ id: "f1" }, { id: "f2" });
      const writes = ["f1", "free", "f2"].map((id) => put({ id, again: true }, { absent: true }));
      expect(await engine.write(writes)).toEqual({ kind: "refused", failed: [0, 2] });
    });

    test.each([
      ["none", []],
      ["more than a hundred", Array.from({ length: 101 }, (_, number) => put({ id: `n${number}` }))],
      ["the same item twice", [put({ id: "same" }), { kind: "delete", table: notes, key: { id: "same" } } as Write]],
      ["over 4 MB", Array.from({ length: 12 }, (_, number) => put({ id: `b${number}`, text: "x".repeat(390_000) }))],
    ])("are refused as a fault of the caller when they are %s", async (_claim, writes) => {
      await expect(engine.write(writes)).rejects.toThrow(InvalidRequestError);
    });
  });

  describe("a condition", () => {
    const cases: readonly [string, Item | undefined, Write["when"], boolean][] = [
      ["absent holds where nothing is", undefined, { absent: true }, true],
      ["absent fails where something is", { id: "c" }, { absent: true }, false],
      ["equals holds for the same number", { id: "c", v: 1 }, { attribute: "v", equals: 1 }, true],
      ["equals fails for another number", { id: "c", v: 2 }, { attribute: "v", equals: 1 }, false],
      ["equals holds for the same text", { id: "c", v: "1" }, { attribute: "v", equals: "1" }, true],
      ["equals tells a number from a text", { id: "c", v: "1" }, { attribute: "v", equals: 1 }, false],
      ["equals fails without the attribute", { id: "c" }, { attribute: "v", equals: 1 }, false],
      ["equals fails where nothing is", undefined, { attribute: "v", equals: 1 }, false],
    ];

    test.each(cases.flatMap((each) => (["put", "delete", "check"] as const).map((kind) => [...each, kind] as const)))(
      "%s",
      async (_claim, before, when, doesHold, kind) => {
        await engine.write([{ kind: "delete", table: notes, key: { id: "c" } }]);
        if (before !== undefined) await given(before);
        const write = kind === "put" ? put({ id: "c", new: 1 }, when) : { kind, table: notes, key: { id: "c" }, when };
        const outcome = await engine.write([write as Write]);
        expect(outcome).toEqual(doesHold ? { kind: "written" } : { kind: "refused", failed: [0] });
        const after = { put: { id: "c", new: 1 }, delete: undefined, check: before }[kind];
        expect(await engine.get(notes, { id: "c" })).toEqual(doesHold ? after : before);
      },
    );

    test("holds for exactly one of 100 that put the same item at the same time", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, by) => engine.write([put({ id: "race", by }, { absent: true })])),
      );
      const winners = outcomes.flatMap((outcome, by) => (outcome.kind === "written" ? [by] : []));
      expect(winners).toHaveLength(1);
      expect(await engine.get(notes, { id: "race" })).toEqual({ id: "race", by: winners[0] });
    });

    test("holds for exactly one of 30 that write the same two items at the same time", async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 30 }, (_, by) =>
          engine.write([put({ id: "pair-1", by }, { absent: true }), put({ id: "pair-2", by }, { absent: true })]),
        ),
      );
      const winners = outcomes.flatMap((outcome, by) => (outcome.kind === "written" ? [by] : []));
      expect(winners).toHaveLength(1);
      expect((await engine.getMany(notes, [{ id: "pair-1" }, { id: "pair-2" }])).map((item) => item?.by)).toEqual([
        winners[0],
        winners[0],
      ]);
    });

    test("on a version loses no update of 10 writers that read and write again", async () => {
      await given({ id: "count", v: 0 });
      async function increment(): Promise<void> {
        for (;;) {
          const v = (await engine.get(notes, { id: "count" }))?.v as number;
          const outcome = await engine.write([put({ id: "count", v: v + 1 }, { attribute: "v", equals: v })]);
          if (outcome.kind === "written") return;
        }
      }
      await Promise.all(Array.from({ length: 10 }, increment));
      expect(await engine.get(notes, { id: "count" })).toEqual({ id: "count", v: 10 });
    });
  });

  describe("a query", () => {
    const places = ["a", "a#1", "a#2", "ab", "b", "Ä", "三", "三号", "\uffff", "😀"];

    beforeAll(async () => {
      await given(...[...places].reverse().map((place) => ({ group: "g", place })));
      await given({ group: "g2", place: "a" });
    });

    const found = async (query: Omit<Query, "partition">) =>
      (await pages(engine, rows, { partition: "g", ...query })).flat().map((item) => item.place);

    test.each<[string, Omit<Query, "partition">, readonly string[]]>([
      ["goes by the bytes of UTF-8", {}, places],
      ["goes backwards", { newestFirst: true }, [...places].reverse()],
      ["takes both ends of a range", { sort: { from: "a#1", to: "b" } }, ["a#1", "a#2", "ab", "b"]],
      ["takes all from a place on", { sort: { from: "三" } }, ["三", "三号", "\uffff", "😀"]],
      ["takes all up to a place", { sort: { to: "a#1" } }, ["a", "a#1"]],
      ["finds nothing in a range upside down", { sort: { from: "b", to: "a" } }, []],
      ["takes what begins with a text", { sort: { beginsWith: "a#" } }, ["a#1", "a#2"]],
      ["takes what begins with a letter of three bytes", { sort: { beginsWith: "三" } }, ["三", "三号"]],
      ["takes what begins with U+FFFF", { sort: { beginsWith: "\uffff" } }, ["\uffff"]],
      ["backwards within a range", { sort: { from: "a#1", to: "b" }, newestFirst: true }, ["b", "ab", "a#2", "a#1"]],
    ])("%s", async (_claim, query, expected) => {
      expect(await found(query)).toEqual(expected);
      expect(await found({ ...query, limit: 1 })).toEqual(expected);
      expect(await found({ ...query, limit: 3 })).toEqual(expected);
    });

    test("of a partition with nothing in it is one empty page", async () => {
      expect(await pages(engine, rows, { partition: "none", limit: 5 })).toEqual([[]]);
    });

    test.each([1, 3, 9, 10, 11])("gives pages of %i and no empty one at the end", async (limit) => {
      const sizes = (await pages(engine, rows, { partition: "g", limit })).map((page) => page.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
      expect(sizes).toHaveLength(Math.ceil(places.length / limit));
    });

    test("goes on where it was although that item has been deleted meanwhile", async () => {
      for (const place of ["1", "2", "3"]) await given({ group: "shrinking", place });
      const first = await engine.query(rows, { partition: "shrinking", limit: 2 });
      await engine.write([{ kind: "delete", table: rows, key: { group: "shrinking", place: "2" } }]);
      const second = await engine.query(rows, { partition: "shrinking", limit: 2, after: first.next ?? "" });
      expect(second).toEqual({ items: [{ group: "shrinking", place: "3" }] });
    });

    test("without a limit gives pages of about a megabyte", async () => {
      // Noise, since what repeats itself takes less than it seems.
      const noise = (): string => randomBytes(290_000).toString("base64");
      for (const place of ["1", "2", "3", "4", "5"]) await given({ group: "large", place, text: noise() });
      const found = await pages(engine, rows, { partition: "large" });
      expect(found.length).toBeGreaterThan(1);
      expect(found.flat().map((item) => item.place)).toEqual(["1", "2", "3", "4", "5"]);
    });

    test("sees a write that has just been acknowledged, and not one that was deleted", async () => {
      await given({ group: "fresh", place: "1" });
      expect((await engine.query(rows, { partition: "fresh" })).items).toHaveLength(1);
      await engine.write([{ kind: "delete", table: rows, key: { group: "fresh", place: "1" } }]);
      expect((await engine.query(rows, { partition: "fresh" })).items).toHaveLength(0);
    });

    test.each<[string, TableDefinition, Query]>([
      ["an index that does not exist", notes, { index: "byNothing", partition: "x" }],
      ["an index named like a method", notes, { index: "toString", partition: "x" }],
      ["a sort key in a table without one", notes, { partition: "x", sort: { from: "a" } }],
      ["a limit of zero", rows, { partition: "g", limit: 0 }],
      ["a limit that is no whole number", rows, { partition: "g", limit: 1.5 }],
      ["a token that is none", rows, { partition: "g", after: "nonsense" }],
      ["an empty token", rows, { partition: "g", after: "" }],
    ])("by %s is refused as a fault of the caller", async (_claim, table, query) => {
      await expect(engine.query(table, query)).rejects.toThrow(InvalidRequestError);
    });

    test.each<[string, Query]>([
      ["partition", { partition: "" }],
      ["beginning", { partition: "g", sort: { beginsWith: "" } }],
      ["end of a range", { partition: "g", sort: { from: "a", to: "" } }],
    ])("by an empty %s is refused", async (_claim, query) => {
      await expect(engine.query(rows, query)).rejects.toThrow(InvalidItemError);
    });
  });

  describe("an index", () => {
    const byColour = (query: Partial<Query> = {}) =>
      pages(engine, rows, { index: "byColour", partition: "red", ...query });

    beforeAll(async () => {
      const shades = ["1", "2", "2", "2", "2", "3"];
      await given(
        ...shades.map((shade, number) => ({ group: `i${number % 2}`, place: `${number}`, colour: "red", shade })),
      );
      await given({ group: "i", place: "x", colour: "red" }, { group: "i", place: "y", colour: "blue", shade: "1" });
    });

    test("holds the items that have both of its attributes, by its sort key", async () => {
      const shades = (await byColour()).flat().map((item) => item.shade);
      expect(shades).toEqual(["1", "2", "2", "2", "2", "3"]);
    });

    test.each([1, 2, 4])("gives items of equal sort keys once each, in pages of %i, both ways", async (limit) => {
      const whole = ["0", "1", "2", "3", "4", "5"];
      for (const newestFirst of [false, true]) {
        const found = (await byColour({ limit, newestFirst })).flat().map((item) => item.place);
        expect(found.toSorted()).toEqual(whole);
      }
    });

    test("can be asked for a range", async () => {
      expect((await byColour({ sort: { from: "2", to: "2" } })).flat()).toHaveLength(4);
      expect((await byColour({ sort: { beginsWith: "3" } })).flat()).toHaveLength(1);
    });

    test("follows an item that changes its place, leaves the index or goes", async () => {
      const at = async (tag: string) =>
        (await engine.query(notes, { index: "byTag", partition: tag })).items.map((item) => item.id);
      await given({ id: "moving", tag: "before", at: "1" }, { id: "moving", tag: "after", at: "1" });
      expect([await at("before"), await at("after")]).toEqual([[], ["moving"]]);
      await given({ id: "moving" });
      expect(await at("after")).toEqual([]);
      await given({ id: "moving", tag: "after", at: "2" });
      await engine.write([{ kind: "delete", table: notes, key: { id: "moving" } }]);
      expect(await at("after")).toEqual([]);
    });
  });

  describe("an expired item", () => {
    const expiring = { group: "e", place: "2", colour: "grey", shade: "1", expiresAt: noonSecond + 60 };

    async function givenExpired(): Promise<void> {
      now = noon;
      await given({ group: "e", place: "1" }, expiring, { group: "e", place: "3", expiresAt: noonSecond + 600 });
    }

    test("is there until its second and then no more, wherever one looks", async () => {
      await givenExpired();
      const look = async () => [
        (await engine.get(rows, { group: "e", place: "2" })) !== undefined,
        (await engine.getMany(rows, [{ group: "e", place: "2" }]))[0] !== undefined,
        (await engine.query(rows, { partition: "e" })).items.length === 3,
        (await engine.query(rows, { index: "byColour", partition: "grey" })).items.length === 1,
      ];
      now = noon + 59_999;
      expect(await look()).toEqual([true, true, true, true]);
      now = noon + 60_000;
      expect(await look()).toEqual([false, false, false, false]);
    });

    test("takes no place in a page", async () => {
      await givenExpired();
      now = noon + 60_000;
      expect((await pages(engine, rows, { partition: "e", limit: 2 })).map((page) => page.length)).toEqual([2]);
    });

    test("counts as absent for conditions", async () => {
      await givenExpired();
      now = noon + 60_000;
      const again = (when: Write["when"]): Write => ({
        kind: "put",
        table: rows,
        item: { ...expiring, expiresAt: noonSecond + 900 },
        ...(when === undefined ? {} : { when }),
      });
      expect(await engine.write([again({ attribute: "shade", equals: "1" })])).toMatchObject({ kind: "refused" });
      expect(await engine.write([again({ absent: true })])).toEqual({ kind: "written" });
      expect(await engine.write([again({ absent: true })])).toMatchObject({ kind: "refused" });
      expect(await engine.write([again({ attribute: "shade", equals: "1" })])).toEqual({ kind: "written" });
    });

    test("cannot be written with anything but whole seconds", async () => {
      const item = { group: "e", place: "9", expiresAt: 1.5 };
      await expect(engine.write([{ kind: "put", table: rows, item }])).rejects.toThrow(InvalidItemError);
    });
  });
});
