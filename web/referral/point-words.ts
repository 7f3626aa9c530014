const zh = {
  target: (minutes: string) => `· 目标 ≤ ${minutes} 分`,
  unrecorded: "未记录",
  when: "时间",
  correct: "更正",
  correctPoint: (what: string) => `更正：${what}`,
  whyCorrect: "为什么更正",
  oldStays: "原来的记录会保留。",
  clockStates: { waiting: "未开始", running: "进行中", met: "达标", missed: "超时", check: "请核对时间" },
  pointAt: (what: string, clock: string) => `${what} ${clock}`,
};

/** The words of moments and of the clocks between them. */
export const pointWords = {
  zh,
  en: {
    target: (minutes: string) => `· target ≤ ${minutes} min`,
    unrecorded: "not recorded",
    when: "When",
    correct: "Correct",
    correctPoint: (what: string) => `Correct: ${what}`,
    whyCorrect: "Why it is corrected",
    oldStays: "What was recorded before stays on record.",
    clockStates: { waiting: "not begun", running: "running", met: "met", missed: "missed", check: "check the times" },
    pointAt: (what: string, clock: string) => `${what} ${clock}`,
  } satisfies typeof zh,
};

/** Said at a field of time that is empty. */
export const timeMissing = { zh: "请填写时间", en: "Say when" };
