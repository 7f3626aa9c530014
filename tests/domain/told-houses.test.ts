import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CaseCell, type ToldHouses, toldHouses } from "../../domain/referrals/told-houses.ts";

const fewest = 5;

function cell(row: string, column: string, cases: number): CaseCell {
  return { row, column, cases };
}

/** What is told, by names. */
function told(cells: readonly CaseCell[]): readonly string[] {
  const of = toldHouses(cells, fewest);
  const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => of.isRowTold(row));
  const columns = [...new Set(cells.map(({ column }) => column))].filter((column) => of.isColumnTold(column));
  return [...(of.isWholeTold ? ["all"] : []), ...rows.toSorted(), ...columns.toSorted()];
}

describe("of which houses a figure is told", () => {
  test.each<[string, readonly CaseCell[], readonly string[]]>([
    ["nobody's: of no case there is nothing to hide", [], ["all"]],
    ["of a few in all: nothing", [cell("a", "X", 4)], []],
    ["of five in one house: of it", [cell("a", "X", 5)], ["all", "a", "X"]],
    [
      "a house of three, alone with one of many: neither, or all less the other would be the three",
      [cell("a", "X", 9), cell("b", "X", 3)],
      ["all", "X"],
    ],
    [
      "a house of three beside two of many: the smaller of those is not told either",
      [cell("a", "X", 20), cell("b", "X", 9), cell("c", "X", 3)],
      ["all", "a", "X"],
    ],
    [
      "two houses of three: together they are six",
      [cell("a", "X", 9), cell("b", "X", 3), cell("c", "X", 3)],
      ["all", "a", "X"],
    ],
    [
      "a house of three, alone with one of many at its hospital: the hospital less the other would be the three",
      [cell("a", "X", 8), cell("b", "X", 3), cell("c", "Y", 9), cell("d", "Y", 9)],
      ["all", "c", "d", "X", "Y"],
    ],
    [
      "two cases of a house at the other hospital: all of the house less those of the first would be them",
      [cell("a", "X", 9), cell("a", "Y", 2), cell("b", "Y", 9)],
      ["all", "Y"],
    ],
  ])("%s", (_claim, cells, expected) => {
    expect(told(cells)).toEqual(expected);
  });

  const someCells = fc
    .array(
      fc.tuple(fc.constantFrom("a", "b", "c", "d"), fc.constantFrom("X", "Y", "Z"), fc.integer({ min: 1, max: 9 })),
      {
        maxLength: 8,
      },
    )
    .map((all) => {
      const byHouses = new Map(all.map(([row, column, cases]) => [row + column, cell(row, column, cases)]));
      return [...byHouses.values()];
    });

  test("no sum of what is told, some taken off others, is of one to four cases", () => {
    fc.assert(
      fc.property(someCells, (cells) => {
        expect(fewLeftOver(cells, toldHouses(cells, fewest))).toEqual([]);
      }),
    );
  });

  test("all together is told from five cases on, and a house of fewer than five never is", () => {
    fc.assert(
      fc.property(someCells, (cells) => {
        const of = toldHouses(cells, fewest);
        const count = (own: readonly CaseCell[]) => own.reduce((sum, { cases }) => sum + cases, 0);
        expect(of.isWholeTold).toBe(count(cells) === 0 || count(cells) >= fewest);
        for (const { row, column } of cells) {
          if (of.isRowTold(row)) expect(count(cells.filter((one) => one.row === row))).toBeGreaterThanOrEqual(fewest);
          if (of.isColumnTold(column))
            expect(count(cells.filter((one) => one.column === column))).toBeGreaterThanOrEqual(fewest);
        }
      }),
    );
  });
});

/** By algebra, knowing nothing of cuts: the sets of a few cases that alone are left over by some combination of what is told. */
function fewLeftOver(cells: readonly CaseCell[], of: ToldHouses): readonly string[] {
  const rows = [...new Set(cells.map(({ row }) => row))].filter((row) => of.isRowTold(row));
  const columns = [...new Set(cells.map(({ column }) => column))].filter((column) => of.isColumnTold(column));
  const sums = [
    ...(of.isWholeTold ? [cells.map(() => 1)] : []),
    ...rows.map((row) => cells.map((one) => Number(one.row === row))),
    ...columns.map((column) => cells.map((one) => Number(one.column === column))),
  ];
  const sets = Array.from({ length: 2 ** cells.length }, (_, bits) =>
    cells.map((_one, index) => (bits >> index) % 2 === 1),
  );
  return sets.flatMap((isIn) => {
    const cases = cells.reduce((sum, one, index) => sum + (isIn[index] ? one.cases : 0), 0);
    if (cases === 0 || cases >= fewest) return [];
    const outside = sums.map((each) => each.filter((_, index) => !isIn[index]));
    // Some combination is nothing outside and something inside.
    return rankOf(outside) < rankOf(sums) ? [JSON.stringify(cells.filter((_, index) => isIn[index]))] : [];
  });
}

/** Of a matrix of small whole numbers, by elimination modulo a prime. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  const prime = 10_007;
  let rows = matrix.map((row) => row.map((value) => ((value % prime) + prime) % prime));
  let rank = 0;
  const width = rows[0]?.length ?? 0;
  for (let column = 0; column < width; column++) {
    const pivot = rows.find((row) => row[column] !== 0);
    if (pivot === undefined) continue;
    rank += 1;
    const lead = pivot[column] as number;
    rows = rows
      .filter((row) => row !== pivot)
      .map((row) =>
        row.map(
          (value, at) => (((value * lead - (row[column] as number) * (pivot[at] as number)) % prime) + prime) % prime,
        ),
      );
  }
  return rank;
}
