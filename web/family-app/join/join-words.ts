import { useFamilyWords } from "../family-words.ts";

const zh = {
  title: "加入",
  codeLead: "请输入机构给您的邀请码。",
  code: "邀请码",
  go: "继续",
  signInFirst: "先登录，或者用邀请码开通账号，然后继续。",
  signIn: "登录或开通账号",
  forWhom: (relation: string, name: string) => `您将作为${relation}，查看${name}的情况`,
  at: (facility: string) => `机构：${facility}`,
  isContact: "您将是紧急联系人：有紧急情况时会通知您。",
  isGuardian: "您将是监护人：由您决定其他家属能看什么。",
  intended: "老人打算给您看的内容（以正式同意为准）：",
  notice: "加入前，请先看告知",
  full: "看完整的告知书",
  version: (version: string) => `告知书版本 ${version}`,
  yourName: "您的姓名",
  birthDate: "您的出生日期",
  birthHint: "只核对是否年满 18 周岁，不保存。",
  adult: "我已年满 18 周岁",
  agree: "逐项同意",
  phone: "手机号（用来接收通知）",
  join: "我同意，加入",
  missing: "请填好姓名和出生日期，勾选“已年满 18 周岁”和必需的一项。",
  badPhone: "手机号的写法不对，请检查。",
  done: "已加入",
  doneLead: (name: string) => `现在等待授权：${name}或监护人同意后，您就能看到。机构会来办理，您不用再做什么。`,
  toHome: "去首页",
};

const en: typeof zh = {
  title: "Join",
  codeLead: "Type the invitation code that the facility gave you.",
  code: "Invitation code",
  go: "Go on",
  signInFirst: "First sign in, or make an account with the code; then go on.",
  signIn: "Sign in or make an account",
  forWhom: (relation, name) => `You are to see how ${name} is (${relation})`,
  at: (facility) => `Facility: ${facility}`,
  isContact: "You will be the emergency contact: you are told of emergencies.",
  isGuardian: "You will be the guardian: you decide what other relatives see.",
  intended: "What is meant to be shown to you (the consent itself decides):",
  notice: "Before you join, please read this",
  full: "The whole notice",
  version: (version) => `Notice of ${version}`,
  yourName: "Your name",
  birthDate: "Your date of birth",
  birthHint: "Compared with 18 years, and not kept.",
  adult: "I am 18 years old or more",
  agree: "Agree to each",
  phone: "Telephone number (to be told)",
  join: "I agree and join",
  missing: "Give your name and date of birth, and tick that you are 18 and the purpose that is needed.",
  badPhone: "The number is not written correctly.",
  done: "You have joined",
  doneLead: (name) =>
    `Now ${name} or the guardian has to consent; then you see how they are. The facility sees to it, there is nothing left for you to do.`,
  toHome: "To the first page",
};

const both = { zh, en };

export function useJoinWords(): typeof zh {
  return both[useFamilyWords().language];
}
