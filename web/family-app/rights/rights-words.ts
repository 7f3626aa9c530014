import { useFamilyWords } from "../family-words.ts";

const zh = {
  title: "我的授权",
  nobody: "您还不是任何人的家属。收到邀请码后，可以在这里加入。",
  join: "我有邀请码",
  states: {
    waiting: "等待授权",
    standing: "已授权",
    over: "授权已结束或收回",
  },
  died: (name: string) => `${name}已离世，请节哀。家属查看已经停止，资料按法律规定保存；家属可以依法向机构查阅、复制。`,
  discharged: (name: string) => `${name}已离开本机构的照护，查看已经停止。`,
  mayNot: "不可以看",
  until: (when: string) => `到 ${when} 为止`,
  noEnd: "没有期限，随时可以收回",
  givenBy: { resident: "老人本人同意", guardian: "监护人同意" },
  contact: "您是紧急联系人：有紧急情况时会通知您发生了什么、谁在处理。",
  guardian: (until: string | undefined) =>
    until === undefined ? "您是监护人，由您决定其他家属能看什么。" : `您是监护人，到 ${until} 为止。`,
  leave: "退出，不再查看",
  leaveLead: (name: string) => `退出后立即看不到${name}的情况；要再看，需要机构重新邀请。`,
  leaveSure: "确定退出",
  stay: "不退出",
  others: "其他家属能看什么",
  noOthers: "没有其他家属。",
  save: "同意勾选的这些",
  revoke: "全部收回",
  saved: "已记下，立即生效。",
  noneTicked: "没有勾选任何一项。要收回，请按“全部收回”。",
  notice: "告知书",
  copyPaper: "下载资料副本（PDF）",
  copyData: "下载资料副本（FHIR 数据）",
  ask: "查阅、更正和删除",
  askLead: "要老人资料的副本、更正或删除，请向机构提出；机构会核对身份，十五个工作日内答复。",
};

const en: typeof zh = {
  title: "What I may see",
  nobody: "You are nobody's relative here yet. With an invitation code you can join.",
  join: "I have a code",
  states: { waiting: "Waiting for consent", standing: "Consented", over: "Ended or taken back" },
  died: (name) =>
    `${name} has died; our condolences. What relatives could see has ended. The records are kept as the law has it; relatives may ask the facility for them.`,
  discharged: (name) => `${name} is no longer in this facility's care; there is nothing more to see.`,
  mayNot: "not to be seen",
  until: (when) => `until ${when}`,
  noEnd: "without an end; can be taken back at any time",
  givenBy: { resident: "by the resident's own consent", guardian: "by the guardian's consent" },
  contact: "You are the emergency contact: you are told what happened in an emergency and who sees to it.",
  guardian: (until) =>
    until === undefined ? "You are the guardian: you decide what others see." : `You are the guardian until ${until}.`,
  leave: "Leave and see nothing more",
  leaveLead: (name) => `You see nothing of ${name} from then on; the facility would have to invite you again.`,
  leaveSure: "Leave",
  stay: "Stay",
  others: "What other relatives see",
  noOthers: "There are no other relatives.",
  save: "Consent to what is ticked",
  revoke: "Take all back",
  saved: "Recorded; it holds at once.",
  noneTicked: "Nothing is ticked. To take everything back use “Take all back”.",
  notice: "The notice",
  copyPaper: "Copy of the record (PDF)",
  copyData: "Copy of the record (FHIR data)",
  ask: "Copies, corrections, deletion",
  askLead:
    "For a copy of the resident's data, a correction or deletion turn to the facility, which answers within fifteen working days.",
};

const both = { zh, en };

export function useRightsWords(): typeof zh {
  return both[useFamilyWords().language];
}
