const zh = {
  consent: "知情同意",
  consentLead: "视频不录音、不录像。由本人或监护人同意后才能开始。",
  consentWritten: "远程会诊须书面同意。",
  givenBy: "同意人",
  relation: "与老人的关系",
  self: "本人",
  way: "方式",
  ways: { written: "书面", spoken: "口头", emergency: "紧急情况，来不及征求" },
  recordConsent: "记录同意",
  consented: (who: string, relation: string, way: string) => `${who}（${relation}）${way}同意`,
  withdraw: "撤回同意",
  withdrawAsk: "撤回后通话立即结束。",
};

/** The words of consent. */
export const consentWords = {
  zh,
  en: {
    consent: "Consent",
    consentLead: "Nothing is recorded. The call begins only when the resident or a guardian agreed.",
    consentWritten: "A remote consultation takes a written consent.",
    givenBy: "Given by",
    relation: "Relation to the resident",
    self: "themselves",
    way: "How",
    ways: { written: "in writing", spoken: "spoken", emergency: "emergency, nobody could be asked" },
    recordConsent: "Record consent",
    consented: (who: string, relation: string, way: string) => `${who} (${relation}) agreed, ${way}`,
    withdraw: "Withdraw consent",
    withdrawAsk: "The call ends at once.",
  } satisfies typeof zh,
};
