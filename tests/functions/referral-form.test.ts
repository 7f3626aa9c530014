import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldLines } from "../../contracts/papers/field-lines.ts";
import { fieldWords, labelOf, snapshotFieldNames } from "../../contracts/papers/field-words.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import { fontBytes } from "../../functions/printing/fonts.ts";
import { printable } from "../../functions/printing/printable.ts";
import { referralForm } from "../../functions/printing/referral-form.ts";
import { wrapText } from "../../functions/printing/wrap-text.ts";
import { downPapers, upPapers } from "../papers/example-papers.ts";
import { generatedPapers } from "../papers/generated-papers.ts";
import { bare, readPdf } from "../papers/pdf-text.ts";

/** Everything that stands on the pages in the order of printing, without what each page repeats. */
async function printed(papers: ReferralPapers): Promise<string> {
  const { pages } = await readPdf(await referralForm(papers));
  const foot = /双向转诊\((?:转出|回转)\)单(?:referral-1|r_2)20\d\d-\d\d-\d\d\d\d:\d\d.*?第\d+页共\d+页/gu;
  return pages
    .map((page) => bare(page).replace(foot, ""))
    .join("")
    .replaceAll(continued, "");
}

const continued = new RegExp(
  [
    ...snapshotFieldNames.flatMap((name) => [labelOf(name, "down").zh, labelOf(name, "up").zh]),
    ...["审批意见", "接收安排", "转运方式", "患者告知与知情同意"],
  ]
    .map((label) => `${bare(label).replace(/[()]/g, "\\$&")}\\(续\\)`)
    .join("|"),
  "gu",
);

describe("the form of a referral", { timeout: 180_000 }, () => {
  test.each([
    [
      "转出",
      upPapers,
      ["存根", "双向转诊(转出)单", "初步印象", "主要现病史(转出原因)", "主要既往史", "治疗经过", "审批意见"],
    ],
    [
      "回转",
      downPapers,
      ["存根", "双向转诊(回转)单", "诊断结果", "住院病案号", "主要检查结果", "下一步治疗方案", "康复建议"],
    ],
  ] as const)(
    "%s: has the fields of the public-health forms, and who, from where and where to",
    async (_kind, papers, words) => {
      const text = await printed(papers);
      for (const word of [...words, "王䶮㛃", "女", "85岁", "360826-001-0042", "13800000001", papers.destination.name])
        expect(text).toContain(bare(word));
    },
  );

  test("the way back carries plan, medicines and follow-up", async () => {
    const text = await printed(downPapers);
    for (const word of ["吞咽训练每日两次", "头孢呋辛酯片 0.25 g", "2026-11-30 复查血常规、CRP（澄江镇卫生院）"])
      expect(text).toContain(bare(word));
  });

  test("what a person changed says who, when, and what the system had; what nobody recorded says so", async () => {
    const text = await printed(upPapers);
    expect(text).toContain(bare("周㛃 2026-11-22 02:20 修改；系统原值：青霉素；海鲜"));
    expect(text).toContain(bare("科室未记录"));
  });

  test("NEWS2 with its parts, the vital signs hour by hour, and a range where a part is missing", async () => {
    const text = await printed(upPapers);
    expect(text).toContain(bare("呼吸 27 次/分 3"));
    expect(text).toContain(bare("合计 8–19"));
    expect(text).toContain(bare("11-22 01时 20–24 88–90 — — 92–109"));
  });

  test("how soon they have to be seen stands beside the way, and that they are to come before others", async () => {
    const text = await printed({ ...upPapers, mode: "routine", urgency: "asap", isContracted: true });
    expect(text).toContain(bare("常规转诊；24 小时内；优先转诊（家庭医生签约）"));
  });

  test("the same papers make the same bytes", async () => {
    const [first, second] = [await referralForm(upPapers), await referralForm(structuredClone(upPapers))];
    expect(first.equals(second)).toBe(true);
  });

  test("the file says nothing of the person but in its pages, and its pages are numbered", async () => {
    const bytes = await referralForm(upPapers);
    const { pages, info } = await readPdf(bytes);
    expect(Object.values(info).map(String).join(" ")).not.toMatch(/王|周|血氧|referral-1|resident/u);
    expect(info).toMatchObject({ Title: "双向转诊（转出）单" });
    for (const [at, text] of pages.entries()) expect(bare(text)).toContain(`第${at + 1}页共${pages.length}页`);
  });

  test("both fonts are embedded, as subsets", async () => {
    const file = (await referralForm(upPapers)).toString("latin1");
    const fonts = [...file.matchAll(/\/FontName \/(\S+)/g)].map(([, name]) => name);
    expect(fonts.sort()).toEqual([
      expect.stringMatching(/^[A-Z]{6}\+NotoSansHans-Bold$/),
      expect.stringMatching(/^[A-Z]{6}\+NotoSansHans-Regular$/),
    ]);
    expect(file.match(/\/FontFile3 /g)).toHaveLength(2);
    expect(file).not.toContain("Helvetica");
    expect(file.length).toBeLessThan(fontBytes("regular").length / 10);
  });

  test("a long story goes on on the next pages, each of its sentences once", async () => {
    const sentences = Array.from({ length: 400 }, (_, n) => `第${n}句病情记录。`);
    const { fields } = upPapers.snapshot;
    const situation = { value: sentences.join(""), by: { kind: "system" } } as const;
    const text = await printed({ ...upPapers, snapshot: { ...upPapers.snapshot, fields: { ...fields, situation } } });
    // On the form, and again on the hand-over.
    expect(text.split(bare(sentences.join(""))).length - 1).toBe(2);
  });

  test("no field is ever cut, whatever was said and however long it is", async () => {
    await fc.assert(
      fc.asyncProperty(generatedPapers, async (papers) => {
        const text = await printed(papers);
        for (const name of snapshotFieldNames)
          for (const line of fieldLines(papers.snapshot.fields, name))
            expect(text, fieldWords[name].zh).toContain(bare(printable(line, hasGlyph)));
        const { arrangement, approval, transport } = papers;
        for (const word of [approval, transport, arrangement?.seen])
          for (const said of [word?.by, word?.text, arrangement?.department, arrangement?.bed?.label])
            expect(text).toContain(bare(printable(said ?? "", hasGlyph)));
      }),
      { numRuns: 20, endOnFailure: true },
    );
  }, 180_000);
});

/** As the font has it; what is not here is printed by its code. */
function hasGlyph(code: number): boolean {
  return !unknown.has(code);
}
const unknown = new Set(Array.from("𠮷☐😀\u200B\uFFFD", (character) => character.codePointAt(0) ?? 0));

describe("what a font cannot show", () => {
  const hasNone = (missing: string) => (code: number) => !missing.includes(String.fromCodePoint(code));
  test.each([
    ["a rare character is named by its code", "𠮷氏", "𠮷", "[U+20BB7]氏"],
    ["a power stays a power", "7.2×10⁹/L", "⁹", "7.2×10^9/L"],
    ["a negative power too", "10⁻³", "⁻³", "10^-3"],
    ["a lowered digit is written plainly", "SpO₂", "₂", "SpO2"],
    ["a control is a space", "a\u0000b\tc", "", "a b c"],
    ["half a character is told", "a\uD800", "\uFFFD", "a[U+FFFD]"],
  ])("%s", (_claim, text, missing, shown) => {
    expect(printable(text, hasNone(missing))).toBe(shown);
  });
});

test("a name with a character that the font does not have comes with the note to write it by hand; others do not", async () => {
  const text = (papers: ReferralPapers) => printed(papers);
  const identity = upPapers.snapshot.fields.identity;
  if (identity?.value === undefined) throw new Error("nobody");
  const named = { ...identity, value: { ...identity.value, name: "\u{20BB7}野" } };
  const rare = {
    ...upPapers,
    snapshot: { ...upPapers.snapshot, fields: { ...upPapers.snapshot.fields, identity: named } },
  };
  expect(await text(rare)).toContain("手写补上");
  expect(await text(upPapers)).not.toContain("手写补上");
});

describe("lines", () => {
  const widthOf = (character: string) => (character.charCodeAt(0) < 0x80 ? 1 : 2);
  test.each([
    [
      "Chinese breaks between characters, a mark never begins a line",
      "今天血压很高，头晕。",
      12,
      ["今天血压很", "高，头晕。"],
    ],
    ["a word stays whole", "take aspirin 100 mg", 12, ["take aspirin", "100 mg"]],
    ["a word longer than the line is broken", "abcdefghij", 4, ["abcd", "efgh", "ij"]],
    ["a line break is one, an empty line stays", "甲\n\n乙", 10, ["甲", "", "乙"]],
    ["a character wider than the line stands alone", "甲乙", 1, ["甲", "乙"]],
  ])("%s", (_claim, text, width, lines) => {
    expect(wrapText(text, width, widthOf)).toEqual(lines);
  });

  test("nothing is lost but spaces, and no line is too wide", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), fc.integer({ min: 4, max: 60 }), (text, width) => {
        const lines = wrapText(text, width, widthOf);
        expect(lines.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        for (const line of lines)
          if (Array.from(line).length > 1)
            expect(Array.from(line).reduce((sum, each) => sum + widthOf(each), 0)).toBeLessThanOrEqual(width);
      }),
    );
  });
});
