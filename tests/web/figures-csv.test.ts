import { describe, expect, test } from "vitest";
import type { ReferralFiguresView } from "../../contracts/http/referral-figures.ts";
import { figuresCsv } from "../../web/referral/figures-csv.ts";
import { figuresWords } from "../../web/referral/figures-words.ts";

const house = { facility: { id: "h", name: "松鹤院" }, requested: 6, up: 5, down: 2, greenChannel: 1 };
const figures: ReferralFiguresView = {
  month: "2026-11",
  fewestTold: 5,
  requested: 6,
  byDirection: { up: 5, down: 2 },
  byMode: { "green-channel": 1, routine: 5 },
  byPolicy: 0,
  toDoor: { count: 6, medianMinutes: 50, longestMinutes: 90, late: 0 },
  stages: [{ state: "accepted", title: { zh: "已接收，待转运", en: "accepted" }, count: 2 }],
  clocks: [],
  byOrigin: [{ ...house, late: 1, toDoor: { count: 6, medianMinutes: 50, longestMinutes: 90, late: 0 } }],
  byDestination: [{ ...house, facility: { id: "x", name: '=HYPERLINK("x"),县' }, requested: 2 }],
  cases: [
    {
      id: "case-1",
      requestedAt: "2026-11-01T00:00:00+08:00",
      direction: "up",
      mode: "routine",
      state: "closed",
      originId: "h",
      destinationId: "x",
      lateStages: 0,
      stages: [],
    },
  ],
};

describe("the table of a month", () => {
  const csv = figuresCsv(figures, figuresWords.zh, ({ zh }) => zh);
  const lines = csv.split("\r\n");

  test("is read as UTF-8 by a spreadsheet, and has sums, medians and the houses", () => {
    expect(csv.codePointAt(0)).toBe(0xfeff);
    expect(lines[0]).toBe("\uFEFF月份,2026-11");
    expect(lines).toContain("下转,2");
    expect(lines).toContain("松鹤院,6,5,2,1,1,50");
  });

  test("leaves empty what is not told of a few cases", () => {
    expect(lines).toContain("已接收，待转运,2,,,");
  });

  test("has no line of a single case", () => {
    expect(csv).not.toContain("case-1");
  });

  test("has no cell that a spreadsheet would run", () => {
    expect(lines).toContain('"\'=HYPERLINK(""x""),县",2,5,2,1,,');
  });
});
