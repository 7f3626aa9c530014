import { span } from "../words/time-words.ts";
import type { Check, CheckState } from "./health-checks.ts";

type Name = Check["name"];
type Figures = Readonly<Record<string, number>>;

/** What each part is, how it does in figures, and what to do when it does badly. */
interface PartWords {
  readonly label: string;
  readonly means: string;
  readonly value: (figures: Figures, names: readonly string[]) => string;
  readonly todo: string;
}

interface HealthWords {
  readonly title: string;
  readonly states: Readonly<Record<CheckState, string>>;
  readonly summary: (bad: number, unknown: number) => string;
  readonly judged: string;
  readonly lastHeard: string;
  readonly stale: (clock: string) => string;
  readonly todo: string;
  readonly parts: Readonly<Record<Name, PartWords>>;
}

const lasted = (ms: number, language: "zh" | "en") =>
  ms < 1_000 ? `${Math.round(ms)}\u2009${language === "zh" ? "毫秒" : "ms"}` : span(ms, language);
const gigabytes = (bytes = 0) => `${(bytes / 1e9).toFixed(1)}\u2009GB`;

/** The words of the health page. */
export const healthWords: Readonly<Record<"zh" | "en", HealthWords>> = {
  zh: {
    title: "运行情况",
    states: { fine: "正常", bad: "需要处理", unknown: "不明" },
    summary: (bad, unknown) => {
      if (bad === 0) return unknown === 0 ? "各部分正常。" : `有 ${unknown} 处情况不明，其余正常。`;
      return unknown === 0 ? `有 ${bad} 处需要处理。` : `有 ${bad} 处需要处理，另有 ${unknown} 处情况不明。`;
    },
    judged: "检查于",
    lastHeard: "最近收到",
    stale: (clock) => `连接已断开，下面是 ${clock} 的情况，现在可能已经不同。`,
    todo: "怎么办",
    parts: {
      canary: {
        label: "自检呼叫",
        means: "每分钟假装有人按一次呼叫按钮，10 秒内应出现告警。",
        value: ({ latencyMs }) => (latencyMs === undefined ? "没有结果" : `用时 ${lasted(latencyMs, "zh")}`),
        todo: "真实的呼叫此刻可能也不会出现告警。请增加巡视，并重新启动服务或联系维护人员。",
      },
      chain: {
        label: "自检通知",
        means: "自检呼叫还要走完通知人的全过程，送到指定的接收处。",
        value: ({ latencyMs }) => (latencyMs === undefined ? "没有结果" : `用时 ${lasted(latencyMs, "zh")}`),
        todo: "告警可能通知不到人。请在“通知渠道”里逐个发测试消息，并口头安排值守。",
      },
      alerts: {
        label: "告警",
        means: "没有人应答、也没有任何渠道送出的告警，是最危险的。",
        value: ({ open, unanswered, uncalled }) => `未关闭 ${open}，未应答 ${unanswered}，没有叫到人 ${uncalled}`,
        todo: "请立刻打开告警页派人去看，再检查值班表和通知渠道。",
      },
      timers: {
        label: "到时未办",
        means: "该判断、该升级、该发送而没有按时做的事。",
        value: ({ watchesOverdue, escalationsOverdue, notificationsOverdue }) =>
          `监护判断 ${watchesOverdue}，升级 ${escalationsOverdue}，通知 ${notificationsOverdue}`,
        todo: "每分钟会自动补做一次；若数目不减，请重新启动服务。",
      },
      channels: {
        label: "通知渠道",
        means: "页面关着的人靠这些渠道收到告警。",
        value: ({ channels, failing }, names) =>
          channels === 0 ? "一个也没有设置" : failing === 0 ? `${channels} 个都正常` : `失败：${names.join("、")}`,
        todo: "请到“通知渠道”查看原因，改好后发测试消息。",
      },
      ingest: {
        label: "接收数据",
        means: "设备的消息收到后多久存好；全部设备都没有声音时多半是网络断了。",
        value: ({ devices, silent, lagMs }) =>
          `设备 ${devices} 台，无信号 ${silent} 台${lagMs === undefined ? "" : `，等待存储 ${lasted(lagMs, "zh")}`}`,
        todo: "请检查路由器、交换机和电源；等待很久时检查磁盘是否已满。",
      },
      disk: {
        label: "磁盘",
        means: "满了就不能再保存数据，也不能再产生告警。",
        value: ({ freeBytes, totalBytes }) => `剩余 ${gigabytes(freeBytes)}，共 ${gigabytes(totalBytes)}`,
        todo: "请清理这台电脑或换更大的磁盘；先做备份。",
      },
      operators: {
        label: "通知系统管理员",
        means: "呼叫发不出去，或告警没有呼叫到任何人时，通过独立途径通知系统管理员。",
        value: ({ paths }) => (paths === 0 ? "没有指定" : "已指定"),
        todo: "请在启动时加 --operators-webhook 或 --operators-mail，否则出了问题没有人知道。",
      },
      letters: {
        label: "多次处理失败",
        means: "试了多次仍处理不了、先放在一边的消息。",
        value: ({ letters }) => `${letters} 条`,
        todo: "请把下面“隔离区”里的原因告诉维护人员；修好后用 anhu redeliver 重新处理。",
      },
      quarantine: {
        label: "没有收下的消息",
        means: "近 7 天被拒收的消息，原因见下面的“隔离区”。",
        value: ({ refused }) => `${refused?.toLocaleString("en-US")} 条`,
        todo: "",
      },
    },
  },
  en: {
    title: "How it runs",
    states: { fine: "fine", bad: "needs you", unknown: "not known" },
    summary: (bad, unknown) => {
      const unclear = unknown === 1 ? "One part is not known" : `${unknown} parts are not known`;
      if (bad === 0) return unknown === 0 ? "All parts do well." : `${unclear}; the others do well.`;
      const need = bad === 1 ? "One part needs you." : `${bad} parts need you.`;
      return unknown === 0 ? need : `${need} ${unclear}.`;
    },
    judged: "checked",
    lastHeard: "last heard",
    stale: (clock) => `The connection is down: this is how it was at ${clock}, and may be otherwise now.`,
    todo: "What to do",
    parts: {
      canary: {
        label: "Test call",
        means: "Once a minute a call button is pressed for show; its alert has to come within 10 seconds.",
        value: ({ latencyMs }) => (latencyMs === undefined ? "no result" : `took ${lasted(latencyMs, "en")}`),
        todo: "Real calls may raise no alert either. Walk the rounds more often, and restart the service or call for help.",
      },
      chain: {
        label: "Test notification",
        means: "The test call also goes the whole way on which people are called, to a receiver of its own.",
        value: ({ latencyMs }) => (latencyMs === undefined ? "no result" : `took ${lasted(latencyMs, "en")}`),
        todo: "Alerts may reach nobody. Send a test message by every channel, and arrange the watch by word of mouth.",
      },
      alerts: {
        label: "Alerts",
        means: "Alerts that nobody answered and that no channel carried are the most dangerous.",
        value: ({ open, unanswered, uncalled }) => `${open} open, ${unanswered} unanswered, ${uncalled} reached nobody`,
        todo: "Open the alerts and send somebody now; then check the roster and the channels.",
      },
      timers: {
        label: "Overdue",
        means: "What should have been judged, escalated or sent by now.",
        value: ({ watchesOverdue, escalationsOverdue, notificationsOverdue }) =>
          `${watchesOverdue} watches, ${escalationsOverdue} escalations, ${notificationsOverdue} notifications`,
        todo: "Every minute it is made good by itself; if the numbers do not fall, restart the service.",
      },
      channels: {
        label: "Channels",
        means: "By these, people whose page is closed hear of alerts.",
        value: ({ channels, failing }, names) =>
          channels === 0 ? "none is set up" : failing === 0 ? `all ${channels} work` : `failing: ${names.join(", ")}`,
        todo: "See the reason under Channels, correct it and send a test message.",
      },
      ingest: {
        label: "Data coming in",
        means:
          "How long messages of devices wait to be stored; when all devices are silent, the network is mostly down.",
        value: ({ devices, silent, lagMs }) =>
          `${devices} devices, ${silent} silent${lagMs === undefined ? "" : `, waiting ${lasted(lagMs, "en")}`}`,
        todo: "Check router, switch and power; when the wait is long, whether the disk is full.",
      },
      disk: {
        label: "Disk",
        means: "When it is full nothing can be stored, and no alert be raised.",
        value: ({ freeBytes, totalBytes }) => `${gigabytes(freeBytes)} free of ${gigabytes(totalBytes)}`,
        todo: "Clean this machine up or take a larger disk; make a backup first.",
      },
      operators: {
        label: "Operators are told",
        means: "By a path of its own, when calls do not go out or an alert reaches nobody.",
        value: ({ paths }) => (paths === 0 ? "no path is set" : "a path is set"),
        todo: "Start the service with --operators-webhook or --operators-mail; otherwise nobody hears of it.",
      },
      letters: {
        label: "Failed repeatedly",
        means: "Messages that could not be processed after several attempts, and were put aside.",
        value: ({ letters }) => `${letters}`,
        todo: "Tell the maintainers the reasons in the quarantine below; afterwards anhu redeliver takes them in again.",
      },
      quarantine: {
        label: "Messages refused",
        means: "Refused within seven days; the reasons stand in the quarantine below.",
        value: ({ refused }) => `${refused?.toLocaleString("en-US")}`,
        todo: "",
      },
    },
  },
};
