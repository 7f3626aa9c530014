import type { Chain, ChainWarning } from "../domain/escalation/call-chain.ts";
import type { Called } from "../domain/escalation/recipients.ts";
import { type EpochMs, second } from "../domain/model/time.ts";
import type { DeskChain } from "../domain/referrals/desk-chain.ts";
import { channelWords, dutyRoleWords } from "./duty-words.ts";
import type { CallChainView, ChainWarningView } from "./http/escalation.ts";
import type { Bilingual } from "./http/fields.ts";
import { isoTimeOf } from "./iso-time.ts";

type ChainView = CallChainView["chains"][number];

/** Who would be called for one kind of alert. */
export function chainView({ concern, steps, waitsUntil, rule }: Chain): ChainView {
  return {
    priority: concern.priority,
    about: concern.isTechnical ? "device" : "person",
    ...(waitsUntil !== undefined && { waitsUntil: isoTimeOf(waitsUntil) }),
    steps: steps.map(({ afterMs, at, called }) => ({
      afterSeconds: Math.round(afterMs / second),
      at: isoTimeOf(at),
      ...calledView(called),
    })),
    ...(rule?.repeatEveryMs !== undefined && { repeatEverySeconds: Math.round(rule.repeatEveryMs / second) }),
    ...(rule?.onSiteWithinMs !== undefined && { onSiteWithinSeconds: Math.round(rule.onSiteWithinMs / second) }),
  };
}

/** Whom a green channel calls, of a house with a desk. */
export function deskChainView({ desk, departments, chain }: DeskChain): NonNullable<CallChainView["referral"]> {
  const { steps, repeatEverySeconds } = chainView(chain);
  return {
    desk,
    departments: [...departments],
    steps,
    ...(repeatEverySeconds !== undefined && { repeatEverySeconds }),
  };
}

function calledView({
  people,
  channels,
  instead,
}: Called): Pick<ChainView["steps"][number], "people" | "channels" | "instead"> {
  return {
    people: people.map(({ person, roles, ways }) => ({
      id: person.id,
      name: person.name,
      roles: [...roles],
      ways: ways.map(({ channel, state }) => ({ channel, state })),
    })),
    channels: channels.map(({ channel, state }) => ({
      id: channel.id,
      name: channel.name,
      kind: channel.settings.kind,
      state,
    })),
    ...(instead !== undefined && { instead }),
  };
}

/** A warning with what to do about it. */
export function warningView(warning: ChainWarning, nameOf: (personId: string) => string): ChainWarningView {
  const { code, priority } = warning;
  return {
    code,
    priority,
    message: messageOf(warning, nameOf),
    ...("role" in warning && { role: warning.role }),
    ...("personId" in warning && { personId: warning.personId }),
    ...("channel" in warning && { channel: warning.channel }),
    ...("from" in warning && { from: isoTimeOf(warning.from), until: isoTimeOf(warning.until) }),
  };
}

function messageOf(warning: ChainWarning, nameOf: (personId: string) => string): Bilingual {
  switch (warning.code) {
    case "nobody-at-all":
      return {
        zh: "这一级有一类告警没有任何人能被呼叫到：请排班，并为人员登记可用的联系方式。",
        en: "Nobody at all can be called for one kind of alerts of this priority: plan duties, and give people an address that works.",
      };
    case "nobody-in-step":
      return {
        zh: "这一级告警有一步没有人能被呼叫到，只能等别的步骤。请排班，并为人员登记可用的联系方式。",
        en: "A step of alerts of this priority calls nobody: they wait for the others. Plan duties, and give people an address that works.",
      };
    case "stood-in": {
      if (warning.by === "off-duty")
        return {
          zh: "某一步没有值班的护理员或护士能到床旁，将改为呼叫不在班的人。请排班或补充联系方式。",
          en: "Of a step nobody on duty can come to the bedside, so those off duty would be called. Plan duties or add addresses.",
        };
      const [zh, en] =
        warning.by === "operators" ? ["系统管理员", "the operators"] : ["机构负责人", "the facility's manager"];
      return {
        zh: `某一步所列人员都联系不上，将改为呼叫${zh}。请排班或补充联系方式。`,
        en: `Nobody of a step can be reached, so ${en} would be called instead. Plan duties or add addresses.`,
      };
    }
    case "desk-empty":
      return {
        zh: "转诊台此刻无人值班：绿色通道会直接呼叫全院值班人员。请为接收转诊的科室排班。",
        en: "Nobody is at the desk for referrals: a green channel calls everybody on duty in the house at once. Plan duties for the department that takes referrals.",
      };
    case "no-rule":
      return { zh: "这一级告警不会呼叫任何人。", en: "Alerts of this priority call nobody." };
    case "waits-for-rule":
      return {
        zh: `${timeText(warning.from)} 至 ${timeText(warning.until)} 没有规则适用：这段时间发生的此级告警要等到其后才呼叫人。请在呼叫方案中补上这段时间。`,
        en: `No rule holds from ${timeText(warning.from)} to ${timeText(warning.until)}: alerts of this priority raised then call nobody before its end. Cover that time in the policy.`,
      };
    case "nobody-on-duty": {
      const { zh, en } = dutyRoleWords[warning.role];
      return {
        zh: `${timeText(warning.at)} 没有${zh}值班。请排班或安排替班。`,
        en: `No ${en} is on duty at ${timeText(warning.at)}. Plan somebody or arrange cover.`,
      };
    }
    case "role-lost": {
      const name = nameOf(warning.personId);
      if (warning.role === undefined)
        return {
          zh: `呼叫方案点名的 ${name} 已不在本机构任职（或账号已停用），不会被呼叫。请修改呼叫方案。`,
          en: `The policy names ${name}, who holds no role here any more (or is disabled) and will not be called. Change the policy.`,
        };
      const { zh, en } = dutyRoleWords[warning.role];
      return {
        zh: `${name} 已排班，但不再担任${zh}（或账号已停用），不会被呼叫。请改排他人。`,
        en: `${name} is planned but is no ${en} any more (or disabled) and will not be called. Plan somebody else.`,
      };
    }
    case "no-working-channel":
      return {
        zh: `${warning.name} 没有可用的联系方式，不会收到呼叫。请登记电话、邮箱，或在手机上开启通知。`,
        en: `${warning.name} has no way that works and would hear nothing. Add a telephone or e-mail, or allow notifications.`,
      };
    case "channel-failing": {
      const { zh, en } = channelWords[warning.channel];
      return {
        zh: `${zh}最近发送失败，仍会尝试。请在通知渠道中测试。`,
        en: `${en} failed lately and is tried all the same. Test it under channels.`,
      };
    }
    case "channel-not-set-up": {
      const { zh, en } = channelWords[warning.channel];
      return { zh: `${zh}尚未设置或已停用。`, en: `${en} is not set up, or switched off.` };
    }
    case "gap-ahead": {
      const { zh, en } = dutyRoleWords[warning.role];
      return {
        zh: `${timeText(warning.from)} 至 ${timeText(warning.until)} 没有${zh}值班。`,
        en: `No ${en} is on duty from ${timeText(warning.from)} to ${timeText(warning.until)}.`,
      };
    }
  }
}

/** `11-22 02:10` in Asia/Shanghai. */
function timeText(at: EpochMs): string {
  return isoTimeOf(at).slice(5, 16).replace("T", " ");
}
