const zh = {
  untick: "取消",
  unticking: (what: string) => `取消：${what}`,
  unticked: (what: string) => `已取消：${what}`,
  doneBy: (clock: string, who: string) => `${clock} ${who}`,
  changeCentre: "更改中心",
  changeCentreLead: "原来的中心和已记录的时间都会保留在经过里。",
  noneOfThem: "都不是",
  centreWas: (was: string) => `原为${was}`,
  centreNow: (is: string) => `中心：${is}`,
  noMoment: "没有这回事，撤销这条记录",
  undone: "已撤销",
  whyUndone: "为什么撤销",
  usualWay: (minutes: string) => `路上通常 ${minutes}`,
  byUsualWay: "按平时路程估计",
  notLeft: "尚未出发",
};

/** The words of what a receiving desk makes ready, and of what it takes back. */
export const deskWords = {
  zh,
  en: {
    untick: "Untick",
    unticking: (what: string) => `Untick: ${what}`,
    unticked: (what: string) => `Unticked: ${what}`,
    doneBy: (clock: string, who: string) => `${clock} ${who}`,
    changeCentre: "Change the centre",
    changeCentreLead: "The former centre and the times on record stay in what happened.",
    noneOfThem: "None of them",
    centreWas: (was: string) => `was ${was}`,
    centreNow: (is: string) => `centre: ${is}`,
    noMoment: "It was not so: take this record back",
    undone: "taken back",
    whyUndone: "Why it is taken back",
    usualWay: (minutes: string) => `usually ${minutes} on the way`,
    byUsualWay: "by what the way usually takes",
    notLeft: "not left yet",
  } satisfies typeof zh,
};
