import fc from "fast-check";
import { expect, test } from "vitest";
import { deflated, inflated } from "../../adapters/table/dynamo-deflate.ts";
import type { Item, TableDefinition } from "../../domain/ports.ts";

const table = {
  name: "notes",
  partition: "id",
  indexes: { byTag: { partition: "tag", sort: "at" } },
} as const satisfies TableDefinition;

const anyItem = fc.dictionary(fc.string(), fc.jsonValue()) as fc.Arbitrary<Item>;

test("an item comes back as it was, whatever it holds", () => {
  fc.assert(
    fc.property(anyItem, (item) => {
      expect(inflated(deflated(table, item))).toEqual(item);
    }),
  );
});

test("an item that was written before anything was deflated is read as it is", () => {
  fc.assert(
    fc.property(anyItem, (item) => {
      expect(inflated(item)).toEqual(item);
    }),
  );
});

test("what repeats itself shrinks; keys and what indexes look at stay readable", () => {
  const long = "心率 72 次/分 ".repeat(100);
  const { id, tag, story } = deflated(table, { id: long, tag: long, at: "1", story: long });
  expect([id, tag]).toEqual([long, long]);
  expect(story).toBeInstanceOf(Uint8Array);
  expect((story as Uint8Array).length).toBeLessThan(Buffer.byteLength(long) / 10);
});
