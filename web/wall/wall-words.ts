const zh = {
  wall: "病区大屏",
  emptyBed: "空床",
  toTelephone: "待电话联系医院",
  beds: (n: number) => `${n} 人`,
  unmonitored: (n: number) => `未监护 ${n}`,
  unanswered: (n: number) => `待响应 ${n}`,
  inTurns: (all: number, left: number) => `共 ${all} 人告警 · 另有 ${left} 人轮流显示`,
  fullScreen: "全屏",
  mute: "本屏告警声音已关，有告警时不会响。",
  leave: "返回看板",
  away: {
    "on-the-way": "转院中",
    "at-hospital": "在医院",
    "in-hospital": "住院中",
    "coming-back": "返回途中",
  },
};

/** The words of the ward wall. */
export const wallWords = {
  zh,
  en: {
    wall: "Ward wall",
    emptyBed: "empty",
    toTelephone: "Hospital to be telephoned",
    beds: (n: number) => `${n} ${n === 1 ? "person" : "people"}`,
    unmonitored: (n: number) => `${n} not monitored`,
    unanswered: (n: number) => `${n} unanswered`,
    inTurns: (all: number, left: number) => `${all} people have alerts · ${left} more shown in turn`,
    fullScreen: "Full screen",
    mute: "Alert sound is off here: this screen stays silent when there are alerts.",
    leave: "Back to the board",
    away: {
      "on-the-way": "On the way to hospital",
      "at-hospital": "At a hospital",
      "in-hospital": "In hospital",
      "coming-back": "Coming back",
    },
  } satisfies typeof zh,
};
