import fc from "fast-check";
import { expect, test } from "vitest";
import { csvRecords } from "../../contracts/import/csv-text.ts";

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
/** Cells are trimmed, so they are made trimmed. */
const cell = fc
  .string({ unit: fc.constantFrom("a", "王", '"', ",", ";", "\t", " ", "\n", "\r\n", "\uFEFF", "x") })
  .map((text) => text.trim());

test.each([",", ";", "\t"])("whatever is written in quotes is read back, with %j between", (delimiter) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.boolean(),
      (records, end, hasMark) => {
        const width = (records[0] as string[]).length;
        const even = records.map((record) => Array.from({ length: width }, (_, at) => record[at] ?? ""));
        const heads = even[0]?.map((_, at) => `h${at}`) ?? [];
        const text = [heads.join(delimiter), ...even.map((record) => record.map(quoted).join(delimiter))].join(end);
        expect(csvRecords(`${hasMark ? "\uFEFF" : ""}${text}`)).toEqual({ kind: "read", records: [heads, ...even] });
      },
    ),
  );
});

test("no text at all makes it fail, and it always ends", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", " ", "\t") }), (text) => {
      expect(["read", "refused"]).toContain(csvRecords(text).kind);
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ["a delimiter at the end has an empty cell behind it", "a,b,", [["a", "b", ""]]],
  ["a line end at the end makes no record", "a,b\n", [["a", "b"]]],
  ["an empty line is a record, so that rows are counted as a spreadsheet counts them", "a\n\nb", [["a"], [""], ["b"]]],
  ["space around quotes and cells is left out", ' "a" , b ', [["a", "b"]]],
  ["semicolons count when the first line has most of them", "a;b,c;d", [["a", "b,c", "d"]]],
])("%s", (_claim, text, records) => {
  expect(csvRecords(text)).toEqual({ kind: "read", records });
});

test.each([
  ["not closed", 'a,"b'],
  ["in the middle of a cell", 'a,b"c'],
  ["followed by more", '"a"b,c'],
])("a quote %s is refused with its row", (_claim, line) => {
  expect(csvRecords(`x,y\n${line}`)).toMatchObject({
    kind: "refused",
    messages: { zh: expect.stringContaining("第 2 行") },
  });
});
