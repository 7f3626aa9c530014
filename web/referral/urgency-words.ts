const zh = {
  urgency: "紧急程度",
  missing: { zh: "请选择紧急程度", en: "Say how soon" },
  unchosen: "请选择",
  asAsked: "申请的没有写，请在这里定",
  whyTriage: "分诊理由",
  needsGreen: "需要走绿色通道",
  needsGreenLead: "按协议由本院直接接收，同时呼叫转出方马上送来，无法撤回。",
  greenSent: "已转为绿色通道，已呼叫转出方",
  was: (was: string) => `原为${was}`,
};

/** The words of how soon somebody has to be seen, and of what triage decides. */
export const urgencyText = {
  zh,
  en: {
    urgency: "How soon",
    missing: { zh: "请选择紧急程度", en: "Say how soon" },
    unchosen: "Choose",
    asAsked: "Whoever asked did not say: decide here",
    whyTriage: "Why triage decides so",
    needsGreen: "Needs the green channel",
    needsGreenLead:
      "This hospital takes them at once by the agreement, and whoever sends them is called to send them now. It cannot be taken back.",
    greenSent: "Made a green channel, whoever sends them is called",
    was: (was: string) => `was ${was}`,
  } satisfies typeof zh,
};
