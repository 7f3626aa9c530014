import { noParameters } from "./fields.ts";
import { joined, joining, leaving, myRelations } from "./joining.ts";
import type { Route } from "./route.ts";

/** How relatives come and go: the routes, under the names of the functions that serve them. */
export const joiningRoutes = {
  "join-as-relative": {
    method: "POST",
    path: "/api/me/joinings",
    parameters: noParameters,
    query: noParameters,
    body: joining,
    success: 200,
    answer: joined,
    problems: ["code-not-good", "too-young", "too-often", "version-conflict"],
    summary: { zh: "用邀请码加入；登录了就能用", en: "Join by an invitation's code, for everybody who signed in" },
  },
  "show-my-relations": {
    method: "GET",
    path: "/api/me/relations",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: myRelations,
    problems: [],
    summary: { zh: "我是谁的家属，能看到什么、到什么时候", en: "Whose relative I am, what I may see and until when" },
  },
  "leave-relation": {
    method: "POST",
    path: "/api/me/relations/leave",
    parameters: noParameters,
    query: noParameters,
    body: leaving,
    success: 200,
    answer: myRelations,
    problems: ["unknown-resident", "version-conflict"],
    summary: { zh: "退出：不再查看这位家人的情况", en: "Leave: see nothing of this resident any more" },
  },
} as const satisfies Record<string, Route>;
