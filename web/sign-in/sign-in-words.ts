import type { Session } from "./session.ts";

/** Why the board is not there, and what to do. */
export type Closed = Exclude<Session["kind"], "open" | "signed-in">;

interface Sentences {
  readonly title: string;
  readonly text: string;
  /** Of the one thing to do. */
  readonly action: string;
}

/** The sentences of the sign-in page. */
export const signInWords: Readonly<Record<"zh" | "en", Readonly<Record<Closed, Sentences>>>> = {
  zh: {
    "signed-out": {
      title: "已退出登录",
      text: "这个页面上没有留下任何人的数据。要看看板，请重新登录。",
      action: "登录",
    },
    ended: {
      title: "登录已过期，看板已停止",
      text: "新的告警不会再出现在这里。请马上重新登录；这期间请到床旁查看。",
      action: "重新登录",
    },
    failed: {
      title: "登录没有成功",
      text: "没有改动任何数据。请检查网络后重试；若仍不成功，请把下面这句话告诉系统管理员。",
      action: "重试",
    },
    "no-access": {
      title: "这个账号不能查看安护",
      text: "登录成功，但系统管理员还没有给这个账号开通。请联系系统管理员，或换一个账号登录。",
      action: "退出，换一个账号",
    },
  },
  en: {
    "signed-out": {
      title: "You have signed out",
      text: "Nobody's data is left on this page. Sign in again to see the board.",
      action: "Sign in",
    },
    ended: {
      title: "Your sign-in has ended: the board has stopped",
      text: "New alerts no longer appear here. Sign in again now; until then please check at the bedside.",
      action: "Sign in again",
    },
    failed: {
      title: "Signing in did not work",
      text: "Nothing was changed. Check the network and try again; if it still fails, tell your administrator the line below.",
      action: "Try again",
    },
    "no-access": {
      title: "This account may not see Anhu",
      text: "You are signed in, but your administrator has not given this account access. Ask them, or use another account.",
      action: "Sign out, use another account",
    },
  },
};

/** Leads to the page on which one changes one's password. */
export const changePasswordWords: Readonly<Record<"zh" | "en", string>> = { zh: "修改密码", en: "Change password" };
