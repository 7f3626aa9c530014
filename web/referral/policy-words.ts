const zh = {
  policyLead: "夜里告警一直无人应答时，是否自动通知医院。此前仍照常呼叫值班人员，之后也不停。",
  policyOff: "没有约定：只有人可以发起绿色通道。",
  policyOn: (n: number, house: string) => `第 ${n} 步呼叫后仍无人应答，自动向${house}发起绿色通道。`,
  policyFirst: "第一家有协议的医院",
  policySwitch: "无人应答时自动发起绿色通道",
  policyAfter: "第几步呼叫之后",
  policyAfterHint: "高优先级告警默认立即、1、2、5 分钟呼叫，之后重复；写 4 即约 5 分钟后。",
  policyHospice: "安宁疗护中的人不会自动发起，由人决定。",
  policySaved: "约定已保存",
  policySetBy: (who: string) => (who === "anhu" ? "系统预设" : `由${who}设定`),
  stepNumber: { zh: "请填写 1 到 20", en: "Enter 1 to 20" },
};

/** The words of what a house agrees for alerts that nobody answers. */
export const policyWords = {
  zh,
  en: {
    policyLead:
      "Whether the hospital is told by itself when an alert at night is answered by nobody. People are called before and after as always.",
    policyOff: "Nothing agreed: only people call the green channel.",
    policyOn: (n: number, house: string) =>
      `When nobody has answered after step ${n}, the green channel to ${house} is called.`,
    policyFirst: "the first hospital with an agreement",
    policySwitch: "Call the green channel when nobody answers",
    policyAfter: "After which step of the calls",
    policyAfterHint:
      "By default high alerts call at once and after 1, 2 and 5 minutes, then again: 4 is after about 5 minutes.",
    policyHospice: "Never for people under a hospice plan: people decide.",
    policySaved: "Saved",
    policySetBy: (who: string) => (who === "anhu" ? "preset by the service" : `set by ${who}`),
    stepNumber: { zh: "请填写 1 到 20", en: "Enter 1 to 20" },
  } satisfies typeof zh,
};
