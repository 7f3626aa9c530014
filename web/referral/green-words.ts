const zh = {
  green: "绿色通道转诊",
  greenLead: "按协议医院直接接收，不等批准；资料可以后补。",
  greenTo: (house: string) => `转往${house}`,
  greenReason: "原因",
  greenNoRoute: "本机构今天没有绿色通道协议。请拨打 120，并电话联系医院。",
  greenChosen: "按约定",
  greenAnew: (house: string) => `结束那一次，重新转往${house}`,
  greenRunning: "已为这条告警呼叫医院，进展见上面的转诊。",
  greenAgain: (house: string) => `再次呼叫${house}`,
  greenAgainLead: (house: string) => `已在转往${house}途中或准备中。再次呼叫会让医院重新收到通知、这条告警和最新情况。`,
  greenHereLead: (house: string) => `按记录，本人正在${house}。如果人在这里，请重新发起；那一次随即结束，记录保留。`,
};

/** The words of the green channel. */
export const greenWords = {
  zh,
  en: {
    green: "Green channel",
    greenLead: "The hospital takes the person by agreement, nobody is asked; papers can follow.",
    greenTo: (house: string) => `Send to ${house}`,
    greenReason: "Reason",
    greenNoRoute: "No agreement on the green channel holds today. Call 120 and telephone the hospital.",
    greenChosen: "by agreement",
    greenAnew: (house: string) => `End that one, send to ${house} anew`,
    greenRunning: "The hospital was called from this alert; see the referral above.",
    greenAgain: (house: string) => `Call ${house} once more`,
    greenAgainLead: (house: string) =>
      `On the way to ${house}, or about to leave. Calling once more notifies the hospital anew, with this alert and how the person is now.`,
    greenHereLead: (house: string) =>
      `By the record the person is at ${house}. If they are here, begin anew: that referral ends and stays on record.`,
  } satisfies typeof zh,
};
