const zh = {
  policyLead: "夜里告警一直无人应答时，是否自动通知医院。此前仍照常呼叫值班人员，之后也不停。",
  policyOff: "没有约定：只有人可以发起绿色通道。",
  policyOn: (when: string, house: string) => `${when}仍无人应答，自动向${house}发起绿色通道。`,
  policyFirst: "第一家有协议的医院",
  policySwitch: "无人应答时自动发起绿色通道",
  policyAfter: "多久无人应答后",
  policyAfterHint: "从告警发出算起，按本机构的呼叫步骤。同事仍会照常被呼叫。",
  atOnce: "发出呼叫后立即",
  afterMinutes: (minutes: readonly string[]) => `呼叫 ${minutes.join(" 或 ")} 分钟后`,
  dependsOnHour: "（随时段不同）",
  afterStep: (n: number) => `第 ${n} 次呼叫后`,
  policyHospice: "安宁疗护中的人不会自动发起，由人决定。",
  policySaved: "约定已保存",
  policySetBy: (who: string) => (who === "anhu" ? "系统预设" : `由${who}设定`),
};

/** The words of what a house agrees for alerts that nobody answers. */
export const policyWords = {
  zh,
  en: {
    policyLead:
      "Whether the hospital is told by itself when an alert at night is answered by nobody. People are called before and after as always.",
    policyOff: "Nothing agreed: only people call the green channel.",
    policyOn: (when: string, house: string) =>
      `When nobody has answered ${when}, the green channel to ${house} is called.`,
    policyFirst: "the first hospital with an agreement",
    policySwitch: "Call the green channel when nobody answers",
    policyAfter: "How long nobody answers",
    policyAfterHint: "From the alert on, by the steps of this house's calls. Colleagues go on being called.",
    atOnce: "at once after the first call",
    afterMinutes: (minutes: readonly string[]) => `after ${minutes.join(" or ")} minutes of calls`,
    dependsOnHour: " (by the hour)",
    afterStep: (n: number) => `after call ${n}`,
    policyHospice: "Never for people under a hospice plan: people decide.",
    policySaved: "Saved",
    policySetBy: (who: string) => (who === "anhu" ? "preset by the service" : `set by ${who}`),
  } satisfies typeof zh,
};
