import { noParameters } from "./fields.ts";
import { me, meChange, signedOut } from "./me.ts";
import type { Route } from "./route.ts";

/** Whoever signed in, about themselves: the routes, under the names of the functions that serve them. */
export const meRoutes = {
  "show-me": {
    method: "GET",
    path: "/api/me",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: me,
    problems: [],
    summary: { zh: "本人的姓名、角色、机构和可做的事", en: "My name, roles, facilities and what I may do" },
  },
  "change-me": {
    method: "POST",
    path: "/api/me",
    parameters: noParameters,
    query: noParameters,
    body: meChange,
    success: 200,
    answer: me,
    problems: ["version-conflict"],
    summary: { zh: "更改本人的联系方式和语言", en: "Change how I am reached, and my language" },
  },
  "sign-out-me": {
    method: "POST",
    path: "/api/me/sign-out",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: signedOut,
    problems: [],
    summary: { zh: "退出登录：立即断开本人的实时连接", en: "Sign out: my live connections end at once" },
  },
} as const satisfies Record<string, Route>;
