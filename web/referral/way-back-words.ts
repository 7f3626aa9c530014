/** The words of when somebody comes home again, and of a way back that nobody takes. */
export const wayBackWords = {
  zh: {
    appointment: "预约接回时间",
    agreed: (when: string) => `预约 ${when} 接回`,
    expected: (when: string) => `预计 ${when} 接回`,
    homeIn: (span: string) => `${span}后到`,
    over: (span: string) => `应到已过 ${span}`,
    untaken: "一周以上无人接收",
    untakenLead:
      "双方负责人已收到提醒。人已另有去处的，一键结束；仍在等的，请办理上面的下一步。结束后可以重新申请转诊。",
    endIt: "无人接收，结束转诊",
    ended: "一周以上无人接收，结束转诊",
  },
  en: {
    appointment: "Appointment to come back",
    agreed: (when: string) => `to come back ${when}`,
    expected: (when: string) => `expected back ${when}`,
    homeIn: (span: string) => `back in ${span}`,
    over: (span: string) => `${span} overdue`,
    untaken: "Nobody takes them back for over a week",
    untakenLead:
      "Both managers were told. Where they have gone elsewhere, end it by one tap; where they still wait, take the next step above. A new referral can be asked for afterwards.",
    endIt: "Nobody takes them: end the referral",
    ended: "Nobody took them back for over a week: ended",
  },
};
