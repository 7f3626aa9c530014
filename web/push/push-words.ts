const zh = {
  heading: "推送到这台设备",
  lead: "打开后，即使页面关着，也会收到呼叫。锁屏上只显示床位和紧急程度，不显示姓名和病情。",
  states: {
    unsupported: "这个浏览器不能接收推送。iPhone 和 iPad 请先用“添加到主屏幕”安装，再从主屏幕打开。",
    denied: "这台设备不允许本站发通知。请在浏览器或系统设置里允许，再回到这里。",
    off: "这台设备现在收不到呼叫。",
    on: "这台设备会收到呼叫。",
  },
  turnOn: "打开推送",
  turnOff: "关闭推送",
  working: "请稍候…",
  refused: "没有得到允许，推送没有打开。",
  noService: "浏览器的推送服务没有应答，推送没有打开。请换个网络或稍后再试；这期间请保留电话或短信。",
  devices: "我的设备",
  added: (date: string) => `${date} 登记`,
  unnamed: "未命名设备",
  remove: "移除",
  saved: "已记录",
};

/** The words of pushes to one's own devices. */
export const pushWords = {
  zh,
  en: {
    heading: "Pushes to this device",
    lead: "Once on, calls arrive even while the page is closed. A locked screen shows the bed and how urgent it is, never a name or what happened.",
    states: {
      unsupported:
        "This browser takes no pushes. On iPhone and iPad add the app to the home screen first, then open it from there.",
      denied: "This device does not allow notifications from this site. Allow them in its settings, then come back.",
      off: "This device is not called.",
      on: "This device is called.",
    },
    turnOn: "Turn on",
    turnOff: "Turn off",
    working: "One moment…",
    refused: "It was not allowed: pushes stay off.",
    noService:
      "The browser's push service did not answer: pushes stay off. Try another network or later; until then keep phone or text message.",
    devices: "My devices",
    added: (date: string) => `since ${date}`,
    unnamed: "Unnamed device",
    remove: "Remove",
    saved: "Recorded",
  } satisfies typeof zh,
};
