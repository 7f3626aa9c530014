import { expect, test } from "vitest";
import { vitalsTable } from "../../contracts/papers/vitals-table.ts";

const at = 1_795_000_000_000;

test("hour by hour the lowest and the highest, of what is no number the last, and a stroke for what was not measured", () => {
  const { columns, rows } = vitalsTable({
    table: [
      { at, cells: { "heart-rate": { last: 80, min: 72, max: 91 }, spo2: { last: 95, min: 95, max: 95 } } },
      { at: at + 3_600_000, cells: { consciousness: { last: "C" } } },
    ],
  });
  expect(columns.map(({ code }) => code)).toEqual(expect.arrayContaining(["heart-rate", "spo2", "consciousness"]));
  expect(columns).toHaveLength(3);
  const cellOf = (row: number, code: string) =>
    rows[row]?.cells[columns.findIndex((column) => column.code === code)]?.zh ?? "";
  expect([cellOf(0, "heart-rate"), cellOf(0, "spo2"), cellOf(0, "consciousness")]).toEqual(["72–91", "95", "—"]);
  expect(cellOf(1, "heart-rate")).toBe("—");
});

test("nothing was measured: no columns", () => {
  expect(vitalsTable({ table: [] })).toEqual({ columns: [], rows: [] });
});
