/** What relatives read: no words of the ward, and nothing that sounds surer than it is. */
export const relativesWords = {
  zh: {
    title: "我的家人",
    lead: "这里是您的家人现在的告警和监护情况，每半分钟更新一次。",
    relation: (relation: string) => `您是${relation}`,
    calm: "现在没有未处理的告警。",
    alertSince: (what: string, clock: string) => `${what}，${clock} 起`,
    handling: {
      new: "系统正在通知工作人员，还没有人应答。",
      acknowledged: "工作人员已出发。",
      "on-site": "工作人员已到身边。",
      resolved: "工作人员已处理完毕。",
    },
    over: "情况已解除，等工作人员确认。",
    monitoring: {
      monitored: "监护设备在工作。",
      "partly-monitored": "有一部分监护设备没有信号，机构的工作人员看得到这个情况。",
      unmonitored: "现在没有监护设备在工作，这里看不到实时情况。想了解现在怎么样，请打电话给机构。",
    },
    asOf: (clock: string) => `${clock} 读到`,
    gone: "这位家人已不在本系统的机构里。想了解情况，请联系机构。",
    invitation: "完整的家属页面",
    invitationLead: "睡眠和探访记录在家属页面上。家属页面由机构邀请您之后开通；没有收到邀请，请联系机构负责人。",
    urgent: "遇到紧急情况，请直接打电话给机构，或拨打 120。",
    refresh: "现在更新",
  },
  en: {
    title: "My relatives",
    lead: "How it stands with your relatives: alerts and monitoring, read again every half minute.",
    relation: (relation: string) => `You are: ${relation}`,
    calm: "There are no open alerts now.",
    alertSince: (what: string, clock: string) => `${what}, since ${clock}`,
    handling: {
      new: "Staff are being called; nobody has answered yet.",
      acknowledged: "A member of staff is on the way.",
      "on-site": "A member of staff is there.",
      resolved: "Staff have dealt with it.",
    },
    over: "It seems to be over; staff have yet to confirm it.",
    monitoring: {
      monitored: "The monitoring devices are working.",
      "partly-monitored": "Some of the monitoring devices send no signal; the facility's staff can see this.",
      unmonitored:
        "No monitoring device is working now, so this page cannot tell how it is. Please telephone the facility.",
    },
    asOf: (clock: string) => `as of ${clock}`,
    gone: "Your relative is no longer at a facility of this service. Please ask the facility.",
    invitation: "The whole family page",
    invitationLead:
      "Sleep and visits are on the family page, which the facility opens by an invitation. If you have none, ask the facility's manager.",
    urgent: "In an emergency telephone the facility at once, or dial 120.",
    refresh: "Update now",
  },
};
