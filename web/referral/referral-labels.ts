import type { ReferralDetailView, ReferralView } from "../../contracts/http/referrals.ts";
import { centreWords } from "../words/centre-words.ts";
import type { OccasionShown } from "./occasion-shown.ts";

/** What a person can do with a case. */
export type StepAction = ReferralDetailView["can"][number]["do"];
type Party = NonNullable<ReferralView["waitsFor"]>;
type Centre = NonNullable<ReferralView["centre"]>;

interface Labels {
  readonly actions: Readonly<Record<StepAction, string>>;
  readonly parties: Readonly<Record<Party, string>>;
  readonly centres: Readonly<Record<Centre, string>>;
  readonly modes: Readonly<Record<ReferralView["mode"], string>>;
  readonly directions: Readonly<Record<ReferralView["direction"], string>>;
  readonly answers: Readonly<Record<NonNullable<ReferralDetailView["offers"][number]["answer"]>, string>>;
  readonly occasions: Readonly<Record<OccasionShown, string>>;
}

/** How what comes from the service is called. */
export const zhLabels: Labels = {
  actions: {
    triage: "分诊",
    accept: "同意接收",
    decline: "不接收",
    substitute: "改由其他医院接诊",
    offer: "改投下一家",
    upgrade: "转为绿色通道",
    "arrange-transport": "安排车辆",
    depart: "出发",
    arrive: "已到院",
    admit: "收治入院",
    treat: "处置完毕",
    ready: "可以下转",
    "not-ready": "暂不下转",
    "accept-down": "同意接回",
    "decline-down": "不能接回",
    "offer-down": "改请其他机构接回",
    "depart-back": "离院返回",
    "turn-back": "途中折返医院",
    "receive-back": "已接回",
    "follow-up": "完成随访",
    cancel: "取消转诊",
    elsewhere: "自行去了平台外的医院",
    "arrive-elsewhere": "已到另一家医院",
    "transfer-onward": "申请转院",
    "transfer-urgent": "绿色通道转院",
    stay: "不转院，留院",
    "ask-after": "追踪近况",
    died: "已去世",
    close: "结束转诊",
    note: "写备注",
  },
  parties: { origin: "转出方", sender: "转出医院", destination: "接诊方", return: "接回方" },
  centres: centreWords.zh,
  modes: { "green-channel": "绿色通道", routine: "普通转诊" },
  directions: { up: "上转", down: "下转" },
  answers: {
    accepted: "同意接收",
    declined: "不接收",
    "by-agreement": "按协议接收",
    "passed-on": "改由他院",
    withdrawn: "已撤回",
  },
  occasions: {
    request: "发起时",
    departure: "出发时",
    onward: "决定转院时",
    "onward-departure": "转院出发时",
    return: "回转时",
    correction: "更正",
  },
};

export const enLabels: Labels = {
  actions: {
    triage: "Triage",
    accept: "Accept",
    decline: "Decline",
    substitute: "Send on to another hospital",
    offer: "Ask the next house",
    upgrade: "Make it a green channel",
    "arrange-transport": "Arrange transport",
    depart: "Leave",
    arrive: "Arrived",
    admit: "Admit",
    treat: "Treatment done",
    ready: "Fit to go back",
    "not-ready": "Not fit after all",
    "accept-down": "Take the person back",
    "decline-down": "Cannot take the person back",
    "offer-down": "Ask another house",
    "depart-back": "Leave for home",
    "turn-back": "Turned back to the hospital",
    "receive-back": "Back here",
    "follow-up": "Follow-up done",
    cancel: "Cancel",
    elsewhere: "Went to a hospital that is not here",
    "arrive-elsewhere": "Came to another hospital",
    "transfer-onward": "Ask another hospital to take over",
    "transfer-urgent": "Send on by the green channel",
    stay: "Stays, not sent on",
    "ask-after": "Ask after them",
    died: "Died",
    close: "Close",
    note: "Write a note",
  },
  parties: {
    origin: "sending side",
    sender: "sending hospital",
    destination: "receiving side",
    return: "house of return",
  },
  centres: centreWords.en,
  modes: { "green-channel": "green channel", routine: "routine" },
  directions: { up: "up", down: "down" },
  answers: {
    accepted: "accepted",
    declined: "declined",
    "by-agreement": "accepted by agreement",
    "passed-on": "passed on",
    withdrawn: "withdrawn",
  },
  occasions: {
    request: "at the request",
    departure: "at departure",
    onward: "when the next hospital was asked",
    "onward-departure": "at departure for the next hospital",
    return: "for the way back",
    correction: "correction",
  },
};
