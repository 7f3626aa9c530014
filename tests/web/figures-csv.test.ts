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
  again: { of: 6, count: 2 },
  fitToBack: { count: 5, medianDays: 2.5 },
  stages: [
    { state: "accepted", title: { zh: "已接收，待转运", en: "accepted" }, count: 6, medianMinutes: 12, late: 1 },
  ],
  clocks: [
    {
      code: "door-to-wire",
      title: { zh: "进院 → 导丝通过", en: "door → wire" },
      count: 8,
      medianMinutes: 70,
      late: 3,
      met: 5,
      targetPercent: 75,
    },
  ],
  answers: [{ urgency: "urgent", isContracted: true, count: 5, medianMinutes: 30 }],
  refusals: [{ facility: { id: "x", name: "县医院" }, kind: "declined", reason: "李奶奶无陪护", count: 1 }],
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
    expect(lines).toContain("松鹤院,6,5,2,1,1,50,6,,,,,,,,,,,,,,");
  });

  test("leaves empty what is not told of a few cases", () => {
    expect(lines).toContain("已接收，待转运,6,12,,1");
  });

  test("says that an empty cell is no zero", () => {
    expect(lines[1]).toBe("空格不等于 0：没有这样的转诊，或不足 5 次而不显示");
  });

  test("has each measure with its unit and of how many, clocks with their target, and answers by urgency", () => {
    expect(lines).toContain("30 天内再次上转,33,%,6");
    expect(lines).toContain("可回转到回到院内,2.5,天,5");
    expect(lines).toContain("进院 → 导丝通过,8,70,,3,5,63,75");
    expect(lines).toContain("本周内,家庭医生签约,5,30,");
  });

  test("has no reason that somebody wrote", () => {
    expect(csv).not.toContain("李奶奶");
  });

  test("has no line of a single case", () => {
    expect(csv).not.toContain("case-1");
  });

  test("has no cell that a spreadsheet would run, also of signs as wide as Chinese ones", () => {
    const named = (name: string) => {
      const byOrigin = [{ ...house, facility: { id: "y", name } }];
      return figuresCsv({ ...figures, byOrigin }, figuresWords.zh, ({ zh }) => zh);
    };
    for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
      expect(named(`${sign}1+1`)).toContain(`\r\n'${sign}1+1,6,`);
    expect(lines).toContain('"\'=HYPERLINK(""x""),县",2,5,2,1,,,,,,,,,,,,,,,,,');
  });
});
