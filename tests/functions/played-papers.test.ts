import { expect, test } from "vitest";
import { bare, readPdf } from "../papers/pdf-text.ts";
import { playedPapers } from "../papers/played-world.ts";

test("the forms of a case that was played say what was done, and what nobody said is not on them", async () => {
  const { up, down } = await playedPapers();
  const [out, back] = await Promise.all([textOf(up), textOf(down)]);
  for (const said of [
    "王䶮㛃",
    "绿色通道，按协议直接接收",
    "已准备：心电图机就位、通知心内科值班医生",
    "已知悉：李护士",
    "转运方式 本院面包车，护士随车",
    "王强（家属，儿子）2026-11-22 02:10 电话同意",
    "（不完整），至少高风险",
  ])
    expect(out).toContain(bare(said));
  expect(out).not.toContain(bare("低风险"));
  for (const said of ["诊断结果 吸入性肺炎", "转诊前用药", "头孢呋辛酯片", "2026-12-01 复查血常规、CRP", "何青"])
    expect(back).toContain(bare(said));
  expect(out).not.toContain("生僻字");
});

async function textOf(pdf: Buffer): Promise<string> {
  return (await readPdf(pdf)).pages.map(bare).join("");
}
