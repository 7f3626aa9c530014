const units = { week: "周", month: "个月" } as const;

const zh = {
  title: "定期巡诊",
  none: "没有定期巡诊计划。",
  plan: "安排定期巡诊",
  save: "保存计划",
  kind: "类型",
  rhythm: "间隔",
  firstOn: "首次日期",
  reason: "原因",
  every: (count: number, unit: keyof typeof units) =>
    count === 3 && unit === "month"
      ? "每季度"
      : count === 12 && unit === "month"
        ? "每年"
        : `每 ${count} ${units[unit]}`,
  next: (day: string) => `下次 ${day}，提前一周列入待安排`,
  states: { active: "进行中", paused: "已暂停", ended: "已终止" },
  left: "已不在本机构照护",
  last: "最近一次",
  pause: "暂停",
  resume: "恢复",
  end: "终止",
  endAsk: "终止后不再提醒，需要时重新安排。",
};

/** The words of visits that come again. */
export const planWords = {
  zh,
  en: {
    title: "Visits that come again",
    none: "None is planned.",
    plan: "Plan visits",
    save: "Save the plan",
    kind: "Kind",
    rhythm: "Every",
    firstOn: "First on",
    reason: "Reason",
    every: (count: number, unit: keyof typeof units) =>
      `every ${count === 1 ? "" : `${count} `}${unit}${count === 1 ? "" : "s"}`,
    next: (day: string) => `next on ${day}, asked for a week before`,
    states: { active: "going on", paused: "paused", ended: "ended" },
    left: "no longer cared for here",
    last: "The last one",
    pause: "Pause",
    resume: "Resume",
    end: "End",
    endAsk: "Nobody is asked any more; plan anew when it is needed.",
  } satisfies typeof zh,
};
