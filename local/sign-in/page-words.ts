import type { PasswordFault } from "./password-rules.ts";

export type Language = "zh" | "en";

/** Why a step was not taken. `minutes`: how long nothing is tried. */
export type StepFault =
  | { readonly kind: "refused" }
  | { readonly kind: "paused"; readonly minutes: number }
  | { readonly kind: "locked" }
  | { readonly kind: "busy" }
  | { readonly kind: "wrong-code" }
  | { readonly kind: "wrong-invitation" }
  | { readonly kind: "not-a-login" }
  | { readonly kind: "login-taken" }
  | { readonly kind: "not-the-same" }
  | { readonly kind: "password"; readonly fault: PasswordFault };

const zh = {
  product: "安护",
  otherLanguage: "English",
  signIn: {
    title: "登录",
    login: "账号",
    password: "密码",
    action: "登录",
    help: "忘记密码或不能登录：请让系统管理员为您重设。",
  },
  demo: {
    title: "选一个身份，进入演示",
    text: "这里的人和数据都是虚构的。点一下就进入。",
    byPassword: "用账号和密码登录",
  },
  join: {
    offer: "我收到了家属邀请码",
    title: "用邀请码开通账号",
    text: "邀请码在机构给您的那张纸上。开通后再看告知书、确认加入。",
    code: "邀请码",
    login: "账号（可以用您的手机号）",
    action: "开通并继续",
    adults: "只限年满 18 周岁的家属。已经有账号的，请直接登录，登录后输入邀请码。",
    back: "返回登录",
  },
  code: {
    title: "第二步：验证码",
    text: "打开手机上的验证器，输入“安护 Anhu”下面的 6 位数字。",
    label: "6 位验证码",
    action: "继续",
    lost: "手机不在身边？在上面输入一个备用码。备用码也没有：请让系统管理员为您重设第二步验证。",
  },
  enrol: {
    title: "设置第二步验证",
    text: "您的岗位要求两步登录：除密码外，还要手机上的一次性验证码。",
    scan: "用手机验证器扫这个码（微信小程序“腾讯身份验证器”、Google Authenticator、Microsoft Authenticator 等均可）。",
    qr: "验证器的二维码，内容与下面的密钥相同",
    secret: "不能扫码时，手工输入这个密钥：",
    label: "验证器现在显示的 6 位数字",
    action: "确认",
  },
  recovery: {
    title: "抄下备用码",
    text: "手机不在身边时，用一个备用码代替验证码。每个只能用一次，离开本页后不再显示。请抄在纸上，放在别人拿不到的地方。",
    action: "我抄好了，进入",
  },
  change: {
    titleFirst: "先换上自己的密码",
    title: "修改密码",
    textFirst: "您用的是系统管理员给的一次性密码。请换上只有您自己知道的密码。",
    rules: "至少 10 个字，可以是一句话。不要包含姓名或账号，也不要用常见的密码。",
    current: "现在的密码",
    code: "验证码（设置了第二步验证才填）",
    next: "新密码",
    again: "再输入一次新密码",
    action: "保存",
    doneTitle: "密码已修改",
    done: "其他地方的登录都已退出。请用新密码重新登录。",
    back: "回到安护",
  },
  out: {
    title: "退出登录",
    text: "退出后，这台设备上要重新登录才能看到告警。",
    action: "退出登录",
    doneTitle: "已退出登录",
    done: "要看看板，请重新登录。",
  },
  failed: {
    title: "登录没有完成",
    expired: "这一页已经过期，或者已经用过。没有改动任何数据，请重新开始。",
    other: "没有改动任何数据。请重新开始；若仍不成功，请把下面这句话告诉系统管理员。",
    action: "重新开始",
  },
  show: "显示",
  hide: "隐藏",
  mistake: "请改正：",
  faults: {
    refused: "账号或密码不对。请检查大小写和输入法后再试。",
    paused: (minutes: number) => `连续多次没有成功，请 ${minutes} 分钟后再试。急需时请让系统管理员为您解除。`,
    locked: "这个账号已被系统管理员停用。请联系系统管理员。",
    busy: "同时登录的人太多，请过几秒再试。",
    "wrong-code": "验证码不对，或者已经用过。请等验证器显示下一个再输入；仍不对时，请检查手机的时间。",
    "wrong-invitation": "这个邀请码不能用：可能输错了，或者已经用过、已撤回、过了七天。请核对，或请机构重新邀请。",
    "not-a-login": "账号只能用文字、数字和 . _ - @，不能有空格。",
    "login-taken": "这个账号名已有人用，请换一个。如果是您自己的，请返回登录。",
    "not-the-same": "两次输入的新密码不一样，请再输入一次。",
    password: {
      "too-short": "新密码太短：至少 10 个字。",
      "too-long": "新密码太长：最多 128 个字。",
      "names-the-owner": "新密码里有您的姓名或账号，别人容易猜到。请换一个。",
      "too-common": "这个密码太常见，别人容易猜到。请换一个，可以用一句话。",
      "same-as-before": "新密码与现在的相同。请换一个。",
    },
  },
} as const;

type Same<T> = T extends string
  ? string
  : T extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [K in keyof T]: Same<T[K]> };

const en: Same<typeof zh> = {
  product: "Anhu",
  otherLanguage: "中文",
  signIn: {
    title: "Sign in",
    login: "Account",
    password: "Password",
    action: "Sign in",
    help: "Forgotten your password, or cannot sign in: ask an operator to reset it.",
  },
  demo: {
    title: "Choose who you are in the demo",
    text: "Nobody here is real, and nothing that you do matters. One click and you are in.",
    byPassword: "Sign in with account and password",
  },
  join: {
    offer: "I have an invitation for relatives",
    title: "Make an account with your invitation",
    text: "The code stands on the paper that the facility gave you. You will read the notice and join afterwards.",
    code: "Invitation code",
    login: "Account (your telephone number will do)",
    action: "Make it and go on",
    adults: "For relatives of 18 years and more. If you have an account, sign in with it and give the code afterwards.",
    back: "Back to signing in",
  },
  code: {
    title: "Second step: your code",
    text: "Open the authenticator on your phone and type the 6 digits under “Anhu”.",
    label: "6-digit code",
    action: "Continue",
    lost: "No phone at hand? Type one of your recovery codes above. None left: ask an operator to reset your second step.",
  },
  enrol: {
    title: "Set up your second step",
    text: "Your post asks for two steps: besides the password a code from your phone that is good once.",
    scan: "Scan this with an authenticator app (Google Authenticator, Microsoft Authenticator, FreeOTP …).",
    qr: "QR code for the authenticator; it says the same as the key below",
    secret: "If you cannot scan it, type this key:",
    label: "The 6 digits that it shows now",
    action: "Confirm",
  },
  recovery: {
    title: "Write these recovery codes down",
    text: "Without your phone, one of these takes the place of the code. Each is good once, and they are not shown again. Write them on paper and keep it where nobody else finds it.",
    action: "I have written them down",
  },
  change: {
    titleFirst: "First choose your own password",
    title: "Change your password",
    textFirst: "You came with a password for one use. Choose one that only you know.",
    rules: "At least 10 characters; a sentence will do. Not your name or account, and none of the common ones.",
    current: "Your password now",
    code: "Code (if you have a second step)",
    next: "New password",
    again: "New password again",
    action: "Save",
    doneTitle: "Your password is changed",
    done: "You have been signed out everywhere else. Sign in with the new password.",
    back: "Back to Anhu",
  },
  out: {
    title: "Sign out",
    text: "After that nobody sees alerts on this device until somebody signs in again.",
    action: "Sign out",
    doneTitle: "You have signed out",
    done: "Sign in again to see the board.",
  },
  failed: {
    title: "Signing in was not completed",
    expired: "This page is too old or has been used. Nothing was changed: please start again.",
    other: "Nothing was changed. Please start again; if it still fails, tell your administrator the line below.",
    action: "Start again",
  },
  show: "Show",
  hide: "Hide",
  mistake: "Please correct:",
  faults: {
    refused: "Account or password is wrong. Check capitals and keyboard, and try again.",
    paused: (minutes) =>
      `Too many attempts failed. Try again in ${minutes} ${minutes === 1 ? "minute" : "minutes"}; if it is urgent, ask an operator.`,
    locked: "An operator has locked this account. Please ask them.",
    busy: "Too many people are signing in at once. Try again in a few seconds.",
    "wrong-code":
      "The code is wrong or has been used. Wait for the next one; if it fails again, check your phone's clock.",
    "wrong-invitation":
      "This code does not work: it may be mistyped, used, taken back or older than seven days. Check it, or ask the facility for another.",
    "not-a-login": "An account has letters, digits and . _ - @, and no spaces.",
    "login-taken": "That account name is taken. Choose another; if it is yours, go back and sign in.",
    "not-the-same": "The two new passwords differ. Type them again.",
    password: {
      "too-short": "The new password is too short: at least 10 characters.",
      "too-long": "The new password is too long: at most 128 characters.",
      "names-the-owner": "The new password holds your name or account, which others guess first. Choose another.",
      "too-common": "This password is too common, others guess it first. Choose another; a sentence will do.",
      "same-as-before": "The new password is the one that you have. Choose another.",
    },
  },
};

export type PageWords = Same<typeof zh>;
export const pageWords: Readonly<Record<Language, PageWords>> = { zh, en };

/** What a fault says to whom it happened. */
export function faultText(fault: StepFault, words: PageWords): string {
  if (fault.kind === "paused") return words.faults.paused(fault.minutes);
  if (fault.kind === "password") return words.faults.password[fault.fault];
  return words.faults[fault.kind];
}
