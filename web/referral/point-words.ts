const zh = {
  target: (minutes: string) => `· 目标 ≤ ${minutes} 分`,
  unrecorded: "未记录",
  when: "时间",
  correct: "更改时间",
  correctPoint: (what: string) => `更改时间：${what}`,
  undo: "撤回",
  undoPoint: (what: string) => `撤回：${what}`,
  undone: (what: string) => `已撤回：${what}`,
  mistapped: "误点，已撤回",
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
    correct: "Change the time",
    correctPoint: (what: string) => `Change the time: ${what}`,
    undo: "Take back",
    undoPoint: (what: string) => `Take back: ${what}`,
    undone: (what: string) => `Taken back: ${what}`,
    mistapped: "Tapped by mistake",
    whyCorrect: "Why it is corrected",
    oldStays: "What was recorded before stays on record.",
    clockStates: { waiting: "not begun", running: "running", met: "met", missed: "missed", check: "check the times" },
    pointAt: (what: string, clock: string) => `${what} ${clock}`,
  } satisfies typeof zh,
};

/** Said at a field of time that is empty. */
export const timeMissing = { zh: "请填写时间", en: "Say when" };
