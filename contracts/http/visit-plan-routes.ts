import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";
import { visitPlan, visitPlanChange, visitPlanList } from "./visit-plans.ts";

/** Plans of tele-visits: the routes, under the names of the functions that serve them. */
export const visitPlanRoutes = {
  "list-visit-plans": {
    method: "GET",
    path: "/api/residents/{id}/visit-plans",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: visitPlanList,
    problems: ["unknown-resident"],
    summary: { zh: "一位服务对象的定期巡诊计划", en: "A resident's plans of visits that come again" },
  },
  "set-visit-plan": {
    method: "POST",
    path: "/api/residents/{id}/visit-plans",
    parameters: idInPath,
    query: noParameters,
    body: visitPlanChange,
    success: 200,
    answer: visitPlan,
    problems: [
      "unknown-resident",
      "unknown-visit",
      "discharged",
      "no-such-visit-route",
      "visit-not-so",
      "visit-not-yours",
      "version-conflict",
    ],
    summary: { zh: "设定、暂停、恢复或终止定期巡诊", en: "Make, pause, resume or end a plan of visits" },
  },
} as const satisfies Record<string, Route>;
