import fc from "fast-check";
import { expect, test } from "vitest";
import { deflated, inflated } from "../../adapters/table/dynamo-deflate.ts";
import type { Item, TableDefinition } from "../../domain/ports.ts";

const table = {
  name: "notes",
  partition: "id",
  indexes: { byTag: { partition: "tag", sort: "at" } },
  bulk: "story",
} as const satisfies TableDefinition;

const anyItem = fc.dictionary(fc.oneof(fc.constant("story"), fc.string()), fc.jsonValue()) as fc.Arbitrary<Item>;

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

test("a bulk that repeats itself shrinks; everything else stays readable", () => {
  const long = "心率 72 次/分 ".repeat(100);
  const { id, tag, json, story } = deflated(table, { id: long, tag: long, at: "1", json: long, story: long });
  expect([id, tag, json]).toEqual([long, long, long]);
  expect(story).toBeInstanceOf(Uint8Array);
  expect((story as Uint8Array).length).toBeLessThan(Buffer.byteLength(long) / 10);
});
