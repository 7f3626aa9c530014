import type { ChannelView } from "../../contracts/http/channels.ts";
import type { PersonView } from "../../contracts/http/people.ts";
import { useWords } from "../words/language.tsx";

type Role = PersonView["roles"][number]["role"];
type ChannelKind = ChannelView["kind"];

interface Labels {
  readonly roles: Readonly<Record<Role, string>>;
  readonly channels: Readonly<Record<ChannelKind, string>>;
}

const zh: Labels = {
  roles: {
    carer: "护理员",
    nurse: "护士",
    doctor: "医生",
    "referral-coordinator": "转诊协调员",
    "facility-manager": "机构负责人",
    "health-supervisor": "卫健监管",
    "civil-affairs-supervisor": "民政监管",
    operator: "系统管理员",
  },
  channels: {
    "web-push": "网页推送",
    sms: "短信",
    voice: "语音电话",
    email: "邮件",
    wecom: "企业微信",
    dingtalk: "钉钉",
    webhook: "Webhook",
  },
};

const en: Labels = {
  roles: {
    carer: "Carer",
    nurse: "Nurse",
    doctor: "Doctor",
    "referral-coordinator": "Referral coordinator",
    "facility-manager": "Facility manager",
    "health-supervisor": "Health supervisor",
    "civil-affairs-supervisor": "Civil affairs supervisor",
    operator: "Operator",
  },
  channels: {
    "web-push": "Web push",
    sms: "SMS",
    voice: "Voice call",
    email: "E-mail",
    wecom: "WeCom",
    dingtalk: "DingTalk",
    webhook: "Webhook",
  },
};

/** How roles and channels are called. */
export function useLabels(): Labels {
  return useWords({ zh, en });
}

/** The name of a role or kind as it came in an answer; what nobody knows is shown as it is. */
export function labelIn(labels: Readonly<Record<string, string>>, name: string): string {
  return labels[name] ?? name;
}
