import { useFamilyWords } from "../family-words.ts";

const zh = {
  title: "谁看过资料",
  lead: "每次查看都会留下记录，谁也不能删改。",
  guardiansOnly: "本人或监护人可以查看谁看过资料。请向机构询问。",
  none: "还没有人查看过。",
  more: "在机构名单里看到的人",
  earlier: "更早一天",
  latest: "回到最近一天",
  kept: (days: number) => `记录保存 ${days} 天。`,
};

const en: typeof zh = {
  title: "Who looked",
  lead: "Every look leaves an entry that nobody can delete or alter.",
  guardiansOnly: "The resident or their guardian may see who looked. Ask the facility.",
  none: "Nobody looked so far.",
  more: "Who saw them in a list of the house",
  earlier: "An earlier day",
  latest: "Back to the latest day",
  kept: (days) => `Entries are kept for ${days} days.`,
};

const both = { zh, en };

/** The words of who looked. */
export function useLooksWords(): typeof zh {
  return both[useFamilyWords().language];
}
