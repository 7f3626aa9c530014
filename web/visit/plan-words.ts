const units = { week: "周", month: "个月" } as const;

const zh = {
  title: "定期巡诊",
  none: "没有定期巡诊计划。",
  plan: "安排定期巡诊",
  save: "保存计划",
  kind: "类型",
  rhythm: "间隔",
  firstOn: "首次日期",
  firstOnMissing: { zh: "请选择日期", en: "Choose a date" },
  reason: "原因",
  every: (count: number, unit: keyof typeof units) =>
    count === 3 && unit === "month"
      ? "每季度"
      : count === 12 && unit === "month"
        ? "每年"
        : count === 6 && unit === "month"
          ? "每半年"
          : count === 1
            ? { week: "每周", month: "每月" }[unit]
            : `每 ${count} ${units[unit]}`,
  next: (day: string) => `下次 ${day}，提前一周列入待安排`,
  states: { active: "进行中", paused: "已暂停", ended: "已终止" },
  left: "已不在本机构照护",
  together: (names: readonly string[]) => `同一轮：${names.join("、")}`,
  whys: { left: "已不在本机构照护", "no-agreement": "与主诊机构之间没有有效的远程会诊协议，请续签或另行安排" },
  leftOut: (name: string, day: string, why: string) => `${day} 没有列入：${name}（${why}）`,
  lacksDoctor: (house: string) => `${house}没有已登记执业证书、可签名的医生：巡诊已列入，请联系其负责人。`,
  others: (count: number) => (count === 0 ? "同一轮还看谁" : `同一轮还看谁（已选 ${count} 位）`),
  find: "按床号或姓名查找，如 3号楼",
  all: (count: number) => `全选这 ${count} 位`,
  nobodyElse: "清空",
  full: (most: number) => `一轮最多 ${most} 位。`,
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
    firstOnMissing: { zh: "请选择日期", en: "Choose a date" },
    reason: "Reason",
    every: (count: number, unit: keyof typeof units) =>
      `every ${count === 1 ? "" : `${count} `}${unit}${count === 1 ? "" : "s"}`,
    next: (day: string) => `next on ${day}, asked for a week before`,
    states: { active: "going on", paused: "paused", ended: "ended" },
    left: "no longer cared for here",
    together: (names: readonly string[]) => `In the same round: ${names.join(", ")}`,
    whys: {
      left: "no longer cared for here",
      "no-agreement":
        "no agreement on tele-consultation with the leading facility is in force: renew it, or arrange otherwise",
    },
    leftOut: (name: string, day: string, why: string) => `Left out on ${day}: ${name} (${why})`,
    lacksDoctor: (house: string) =>
      `No doctor of ${house} has a licence on record to sign with: the visit is asked for; ask their manager.`,
    others: (count: number) => (count === 0 ? "Who else is seen in the round" : `Who else is seen (${count} chosen)`),
    find: "By bed or name, e.g. Building 3",
    all: (count: number) => `Choose these ${count}`,
    nobodyElse: "Nobody",
    full: (most: number) => `At most ${most} in one round.`,
    last: "The last one",
    pause: "Pause",
    resume: "Resume",
    end: "End",
    endAsk: "Nobody is asked any more; plan anew when it is needed.",
  } satisfies typeof zh,
};
