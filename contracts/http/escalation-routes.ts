import { callChain, callChainQuery, escalationPolicy, newEscalationPolicy } from "./escalation.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Whom alerts call: the routes, under the names of the functions that serve them. */
export const escalationRoutes = {
  "show-escalation-policy": {
    method: "GET",
    path: "/api/facilities/{id}/escalation-policy",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: escalationPolicy,
    problems: ["unknown-facility"],
    summary: { zh: "升级方案及历次版本", en: "The escalation policy with its earlier versions" },
  },
  "set-escalation-policy": {
    method: "POST",
    path: "/api/facilities/{id}/escalation-policy",
    parameters: idInPath,
    query: noParameters,
    body: newEscalationPolicy,
    success: 200,
    answer: escalationPolicy,
    problems: ["unknown-facility", "unknown-person", "unknown-channel", "version-conflict"],
    summary: { zh: "修改升级方案，或恢复默认", en: "Set the escalation policy, or go back to the default" },
  },
  "show-call-chain": {
    method: "GET",
    path: "/api/facilities/{id}/call-chain",
    parameters: idInPath,
    query: callChainQuery,
    success: 200,
    answer: callChain,
    problems: ["unknown-facility"],
    summary: {
      zh: "现在会呼叫谁：逐步列出人员、渠道和隐患",
      en: "Who would be called now, step by step, with what would fail",
    },
  },
} as const satisfies Record<string, Route>;
