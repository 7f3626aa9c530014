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
  openings: "紧急打开病历",
  noOpenings: "没有被紧急打开过。",
  openingsLead: "急救时，医院可以限时打开病历，只能看，不能改；机构事后逐一复核。",
  isOpen: "现在打开着",
  why: "原因：",
  notJudged: "机构还没有复核",
  openNow: (name: string, house: string, role: string, until: string) =>
    `${house}的${role}因急救打开了${name}的病历，最晚到 ${until}。`,
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
  openings: "record opened in an emergency",
  noOpenings: "It was never opened in an emergency.",
  openingsLead:
    "In an emergency a hospital may open the record for a limited time, to read and not to change; the facility reviews each.",
  isOpen: "open now",
  why: "Why: ",
  notJudged: "Not reviewed by the facility yet",
  openNow: (name, house, role, until) =>
    `${house}: ${role} opened the record of ${name} in an emergency, until ${until} at the latest.`,
};

const both = { zh, en };

/** The words of who looked. */
export function useLooksWords(): typeof zh {
  return both[useFamilyWords().language];
}
