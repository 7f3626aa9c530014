const zh = {
  highAlert: "高优先级告警",
  putAside: "先收起",
  soundGoesOn: "收起后声音继续，直到有人响应",
  soundLocked: "浏览器还没有允许声音：点一下屏幕任意处即可打开",
  more: (n: number) => `还有 ${n} 条`,
  asideSome: (n: number) => `${n} 条高优先级告警还没有人去`,
  show: "查看",
  openReferral: "打开转诊",
};

/** The words of the view that fills the screen. */
export const alarmWords = {
  zh,
  en: {
    highAlert: "High-priority alert",
    putAside: "Put aside",
    soundGoesOn: "The sound goes on until somebody answers",
    soundLocked: "The browser has not allowed sound yet: tap anywhere to turn it on",
    more: (n: number) => `${n} more`,
    asideSome: (n: number) => `${n} high-priority ${n === 1 ? "alert has" : "alerts have"} nobody on the way`,
    show: "Show",
    openReferral: "Open the referral",
  } satisfies typeof zh,
};
