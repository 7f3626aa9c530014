import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveSenml } from "../../contracts/senml.ts";
import { type ResolvedRecord, senmlPack } from "../../contracts/senml-pack.ts";

const now = 1498780179;

function recordsOf(pack: unknown, nowSeconds = now): readonly ResolvedRecord[] {
  const resolution = resolveSenml(pack, nowSeconds);
  expect(resolution).toMatchObject({ kind: "resolved", faults: [] });
  return resolution.kind === "resolved" ? resolution.records : [];
}

const folder = join(process.env.ANHU_SHARED_DATA ?? resolve(import.meta.dirname, "../../../shared/data"), "senml");
if (!existsSync(folder)) console.log(`skipped: the RFC 8428 examples are not at ${folder}`);

describe.runIf(existsSync(folder))("the examples of RFC 8428 resolve exactly", () => {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown;
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(".gen.resolved.json"))
        .map((name) => name.replace(".gen.resolved.json", ""))
    : [];

  test.each(names.filter((name) => name !== "ex7"))("%s", (name) => {
    expect(recordsOf(read(`${name}.json`))).toEqual(read(`${name}.gen.resolved.json`));
  });

  test("ex7, whose stored result was made at another time by a tool without data values", () => {
    const records = recordsOf(read("ex7.json"), 1499109309);
    expect(records.filter(({ vd }) => vd === undefined)).toEqual(read("ex7.gen.resolved.json"));
    expect(records.at(-1)).toEqual({ n: "urn:dev:ow:10e2073a01080063:nfv-reader", t: 1499109309, vd: "aGkgCg" });
  });

  test.each(names.filter((name) => name !== "ex7"))("%s in its compact form", (name) => {
    expect(recordsOf(read(`${name}.gen.json`))).toEqual(read(`${name}.gen.resolved.json`));
  });
});

describe("resolving", () => {
  test.each<[claim: string, pack: unknown, records: unknown]>([
    ["a base value is added to the value", [{ bn: "a", bv: 20, v: 1.5 }], [{ n: "a", t: now, v: 21.5 }]],
    ["a base value alone is the value", [{ bn: "a", bv: 20, n: "b" }], [{ n: "ab", t: now, v: 20 }]],
    ["a base value leaves booleans and texts alone", [{ bn: "a", bv: 20, vb: true }], [{ n: "a", t: now, vb: true }]],
    ["a base sum is added to the sum", [{ bn: "a", bs: 2, s: 3, v: 1 }], [{ n: "a", t: now, v: 1, s: 5 }]],
    ["a sum needs no value", [{ n: "a", s: 3 }], [{ n: "a", t: now, s: 3 }]],
    ["an own unit wins over the base unit", [{ bn: "a", bu: "A", u: "V", v: 1 }], [{ n: "a", t: now, u: "V", v: 1 }]],
    [
      "bases hold until they are set again",
      [{ bn: "a", v: 1 }, { v: 2 }, { bn: "b", v: 3 }],
      [
        { n: "a", t: now, v: 1 },
        { n: "a", t: now, v: 2 },
        { n: "b", t: now, v: 3 },
      ],
    ],
    [
      "bases may stand after the fields they serve",
      [{ v: 1, n: "x", bn: "a:", bt: 5e8 }],
      [{ n: "a:x", t: 5e8, v: 1 }],
    ],
    ["a time one below 2^28 is relative", [{ n: "a", t: 2 ** 28 - 1, v: 1 }], [{ n: "a", t: now + 2 ** 28 - 1, v: 1 }]],
    ["a time of 2^28 is absolute", [{ n: "a", t: 2 ** 28, v: 1 }], [{ n: "a", t: 2 ** 28, v: 1 }]],
    ["a negative time lies in the past", [{ n: "a", t: -10, v: 1 }], [{ n: "a", t: now - 10, v: 1 }]],
    ["update times are kept", [{ n: "a", ut: 60, v: 1 }], [{ n: "a", t: now, ut: 60, v: 1 }]],
    [
      "an unknown label is kept, an unknown base label is not",
      [{ bn: "a", bx: 1, x: "y", v: 1 }],
      [{ n: "a", t: now, v: 1, x: "y" }],
    ],
    ["a pack may hold nothing but bases", [{ bn: "a" }], []],
    ["the default version is left out", [{ bver: 10, n: "a", v: 1 }], [{ n: "a", t: now, v: 1 }]],
    [
      "version 26 says that secondary units are used",
      [
        { bver: 26, n: "a", v: 1 },
        { n: "b", v: 2 },
      ],
      [
        { n: "a", t: now, v: 1, bver: 26 },
        { n: "b", t: now, v: 2, bver: 26 },
      ],
    ],
  ])("%s", (_claim, pack, records) => {
    expect(recordsOf(pack)).toEqual(records);
  });
});

describe("a whole pack is refused for", () => {
  test.each<[claim: string, pack: unknown, place: string]>([
    ["not being an array", { n: "a", v: 1 }, "an array"],
    ["being null", null, "an array"],
    ["being empty", [], "at least one record"],
    ["more than 500 records", Array.from({ length: 501 }, () => ({ n: "a", v: 1 })), "at most 500"],
    ["a base name that is no text", [{ n: "a", v: 1 }, { bn: 7 }], "record 2, bn"],
    ["a base time that is no number", [{ bt: "now", n: "a", v: 1 }], "record 1, bt"],
    ["an infinite base time", JSON.parse('[{"bt":1e999,"n":"a","v":1}]'), "record 1, bt"],
    ["a version with unknown features", [{ bver: 27, n: "a", v: 1 }], "record 1, bver"],
    ["a version of 11", [{ bver: 11, n: "a", v: 1 }], "record 1, bver"],
    ["two versions", [{ bver: 10, n: "a", v: 1 }, { bver: 26 }], "record 2, bver"],
    ["a label that must be understood", [{ n: "a", v: 1, secret_: 1 }], "record 1, secret_"],
    ["a prototype as label", JSON.parse('[{"n":"a","v":1,"__proto__":{"v":2}}]'), "record 1, __proto__"],
  ])("%s", (_claim, pack, place) => {
    const resolution = resolveSenml(pack, now);
    expect(resolution.kind).toBe("refused");
    expect(resolution.kind === "refused" && resolution.fault.detail.en).toContain(place);
  });
});

describe("one record is refused, its neighbours are not, for", () => {
  test.each<[claim: string, record: unknown, field: string | undefined]>([
    ["a value written as text", { n: "a", v: "70" }, "v"],
    ["an infinite value", JSON.parse('{"n":"a","v":1e999}'), "v"],
    ["null", { n: "a", v: null }, "v"],
    ["two values", { n: "a", v: 1, vb: true }, "v"],
    ["no value", { n: "a" }, "v"],
    ["nothing at all", {}, "n"],
    ["a time written as text", { n: "a", v: 1, t: "0" }, "t"],
    ["no name", { v: 1 }, "n"],
    ["a name that starts with a dash", { n: "-a", v: 1 }, "n"],
    ["a name in Chinese", { n: "心率", v: 1 }, "n"],
    ["a name of 256 characters", { n: "a".repeat(256), v: 1 }, "n"],
    ["data that is not base64url", { n: "a", vd: "a+b=" }, "vd"],
    ["a boolean written as a number", { n: "a", vb: 1 }, "vb"],
    ["being no object", 7, undefined],
    ["being an array", [[]], undefined],
    ["being null", null, undefined],
  ])("%s", (_claim, record, field) => {
    const resolution = resolveSenml([{ n: "x", v: 1 }, record, { n: "y", v: 2 }], now);
    expect(resolution).toMatchObject({ kind: "resolved", indexes: [0, 2] });
    if (resolution.kind !== "resolved") return;
    expect(resolution.faults).toMatchObject([{ record: 1, detail: { zh: expect.stringContaining("第 2 条记录") } }]);
    expect(resolution.faults[0]?.field).toBe(field);
  });
});

test("what resolves without a fault is what the published schema describes", () => {
  const label = fc.constantFrom(
    "bn",
    "bt",
    "bu",
    "bv",
    "bs",
    "bver",
    "n",
    "u",
    "v",
    "vs",
    "vb",
    "vd",
    "s",
    "t",
    "ut",
    "x",
  );
  const value = fc.oneof(
    fc.constantFrom("a", "b:c", "", 10, 26, true),
    fc.integer(),
    fc.double(),
    fc.string(),
    fc.jsonValue(),
  );
  let resolved = 0;
  fc.assert(
    fc.property(fc.array(fc.dictionary(label, value, { maxKeys: 4 }), { maxLength: 3 }), (pack) => {
      const resolution = resolveSenml(pack, now);
      if (resolution.kind === "refused" || resolution.faults.length > 0) return;
      resolved += 1;
      expect(senmlPack.safeParse(pack)).toMatchObject({ success: true });
    }),
    { numRuns: 3000 },
  );
  expect(resolved).toBeGreaterThan(10);
});
