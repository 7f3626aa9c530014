/** What relatives read of video calls. */
export const invitationsWords = {
  zh: {
    heading: "视频通话",
    none: "现在没有约好的视频通话。",
    with: (name: string, isFamilyCall: boolean) =>
      isFamilyCall ? `和${name}视频通话` : `${name}的视频巡诊，邀请您参加`,
    at: (isToday: boolean, date: string, clock: string) => `时间：${isToday ? "今天" : date} ${clock}`,
    noTime: "机构正在安排时间，定好后这里会显示。",
    later: "开始前 1 小时，这里会出现进入的按钮。",
    waiting: "那边已经有人在等。",
    canEnter: "现在可以进入。",
    inCall: "正在通话，可以现在加入。",
    join: "进入视频通话",
    ask: (name: string) => `想和${name}视频通话`,
    reason: "家属想视频通话",
  },
  en: {
    heading: "Video calls",
    none: "No video call is arranged now.",
    with: (name: string, isFamilyCall: boolean) =>
      isFamilyCall ? `Video call with ${name}` : `A doctor's video visit to ${name}: you are invited`,
    at: (isToday: boolean, date: string, clock: string) => `When: ${isToday ? "today" : date} ${clock}`,
    noTime: "The facility is finding a time; it will stand here.",
    later: "The button to enter comes here an hour before.",
    waiting: "Somebody is waiting for you there.",
    canEnter: "You can enter now.",
    inCall: "The call is under way; you can join now.",
    join: "Join the video call",
    ask: (name: string) => `Ask for a video call with ${name}`,
    reason: "the family would like a video call",
  },
};
