/** The words of when somebody comes home again, and of a way back that nobody takes. */
export const wayBackWords = {
  zh: {
    appointment: "预约接回时间",
    agreed: (when: string) => `预约 ${when} 接回`,
    expected: (when: string) => `预计 ${when} 接回`,
    homeIn: (span: string) => `${span}后到`,
    over: (span: string) => `应到已过 ${span}`,
  },
  en: {
    appointment: "Appointment to come back",
    agreed: (when: string) => `to come back ${when}`,
    expected: (when: string) => `expected back ${when}`,
    homeIn: (span: string) => `back in ${span}`,
    over: (span: string) => `${span} overdue`,
  },
};
