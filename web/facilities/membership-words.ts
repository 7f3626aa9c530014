/** To whom a facility belonged, belongs and will belong, and whether it takes anybody. */
export const membershipWords = {
  zh: {
    since: (day: string) => `自 ${day} 起`,
    fromTo: (from: string | undefined, until: string | undefined) =>
      from === undefined
        ? until === undefined
          ? "起始日期未记录"
          : `至 ${until}`
        : until === undefined
          ? `自 ${from} 起`
          : `${from} 至 ${until}`,
    willBelong: (day: string, parent: string) => `自 ${day} 起改隶属${parent}`,
    leaves: (day: string) => `隶属到 ${day} 为止`,
    formerMembers: (count: number) => `原成员 ${count} 家`,
    history: "隶属记录",
    recordedBy: (name: string) => `由${name === "anhu" ? "系统预设" : name}登记`,
    endedBecause: (reason: string) => `离开原因：${reason}`,
    planned: "已登记，到日子生效",
    from: "从哪天起",
    fromHint: "今天或以后；以前的日子不能改。改同一天的登记，以最后一次为准。",
    reason: "理由",
    missing: "请填写",
    notBeforeToday: "不能早于今天",
    intake: "接收",
    takes: "正常接收转诊和会诊。",
    closedSince: (day: string) => `自 ${day} 起不再接收`,
    closesFrom: (day: string) => `自 ${day} 起将不再接收`,
    because: (reason: string, by: string) => `理由：${reason}（${by === "anhu" ? "系统预设" : by}登记）`,
    close: "停止接收",
    closeLead: "不再作为转诊、会诊的去处，它的协议随之停用；进行中的转诊照常办完，已在那里的人仍可转回、转出。",
    when: "何时停止",
    atOnce: "立即",
    afterDay: "到某一天为止",
    lastDay: "最后一天",
    reopen: "恢复接收",
    reopenLead: "还在有效期内的协议随之恢复。",
    caseClosed: (house: string, day: string, reason: string) =>
      `▲ ${house}自 ${day} 起不再接收（${reason}）。这一例照常办理；人还没到的，请尽快联系确认或另找医院`,
  },
  en: {
    since: (day: string) => `since ${day}`,
    fromTo: (from: string | undefined, until: string | undefined) =>
      from === undefined
        ? until === undefined
          ? "since when is not recorded"
          : `until ${until}`
        : until === undefined
          ? `since ${from}`
          : `${from} to ${until}`,
    willBelong: (day: string, parent: string) => `belongs to ${parent} from ${day}`,
    leaves: (day: string) => `belongs there until ${day}`,
    formerMembers: (count: number) => `${count} former members`,
    history: "Where it belonged",
    recordedBy: (name: string) => `recorded by ${name === "anhu" ? "the service" : name}`,
    endedBecause: (reason: string) => `left because: ${reason}`,
    planned: "recorded, comes into force on its day",
    from: "From which day on",
    fromHint: "Today or later; days gone by stay as they were. Of several for one day the last recorded counts.",
    reason: "Reason",
    missing: "Please fill in",
    notBeforeToday: "Cannot be before today",
    intake: "Taking people in",
    takes: "Takes referrals and consultations.",
    closedSince: (day: string) => `takes nobody since ${day}`,
    closesFrom: (day: string) => `takes nobody from ${day} on`,
    because: (reason: string, by: string) => `Reason: ${reason} (recorded by ${by === "anhu" ? "the service" : by})`,
    close: "Take nobody any more",
    closeLead:
      "Nobody is referred there any more, and its agreements rest; cases under way go on, and whoever is there can leave.",
    when: "When",
    atOnce: "At once",
    afterDay: "After a day",
    lastDay: "Last day",
    reopen: "Take people again",
    reopenLead: "Agreements that have not run out hold again.",
    caseClosed: (house: string, day: string, reason: string) =>
      `▲ ${house} takes nobody since ${day} (${reason}). This case goes on; if the person is not there yet, call, or look for another hospital`,
  },
};
