/** The words of how long a house allows itself for the stages of a referral. */
export const deadlineWords = {
  zh: {
    heading: "环节时限",
    lead: "由本机构办理的环节，可以约定自己的时限；超过就呼叫本机构。没有填写的按默认。进行中的环节不受影响。",
    change: "修改时限",
    all: "全部环节和默认时限",
    stage: "环节",
    whose: "由谁办理",
    byDefault: "默认",
    here: "本机构",
    asDefault: "按默认",
    minutes: (n: number) => lengthText(n, "zh"),
    hint: (party: string, byDefault: number, longest: number) =>
      `${party}办理，单位分钟；默认 ${lengthText(byDefault, "zh")}，最长 ${lengthText(longest, "zh")}`,
    outside: (longest: number) => ({
      zh: `请填写 1 到 ${longest} 的整数`,
      en: `Enter a whole number from 1 to ${longest}`,
    }),
    saved: "时限已保存",
  },
  en: {
    heading: "Deadlines",
    lead: "For the stages that are this house's part it may set its own deadlines, after which it is called. What is empty is by default; a stage that is under way keeps its deadline.",
    change: "Change deadlines",
    all: "All stages and their default deadlines",
    stage: "Stage",
    whose: "Whose part",
    byDefault: "By default",
    here: "This house",
    asDefault: "as by default",
    minutes: (n: number) => lengthText(n, "en"),
    hint: (party: string, byDefault: number, longest: number) =>
      `${party}, in minutes; by default ${lengthText(byDefault, "en")}, ${lengthText(longest, "en")} at most`,
    outside: (longest: number) => ({
      zh: `请填写 1 到 ${longest} 的整数`,
      en: `Enter a whole number from 1 to ${longest}`,
    }),
    saved: "Deadlines saved",
  },
};

/** Minutes as somebody says them, exactly: `90 分钟`, `4 小时`, `14 天`. */
function lengthText(minutes: number, language: "zh" | "en"): string {
  const [count, zh, en] =
    minutes >= 1440 && minutes % 1440 === 0
      ? [minutes / 1440, "天", "d"]
      : minutes >= 60 && minutes % 60 === 0
        ? [minutes / 60, "小时", "h"]
        : [minutes, "分钟", "min"];
  return `${count} ${language === "zh" ? zh : en}`;
}
