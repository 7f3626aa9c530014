import { idInPath, noParameters } from "./fields.ts";
import { planChange, planHistory, planHistoryQuery } from "./monitoring-plan.ts";
import { residentDetail } from "./residents.ts";
import type { Route } from "./route.ts";

/** Monitoring plans: the routes, under the names of the functions that serve them. */
export const monitoringPlanRoutes = {
  "set-monitoring-plan": {
    method: "POST",
    path: "/api/residents/{id}/plan",
    parameters: idInPath,
    query: noParameters,
    body: planChange,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident", "discharged", "version-conflict"],
    summary: {
      zh: "调整监护方案（限值等），说明人和原因",
      en: "Change a resident's monitoring plan, saying who and why",
    },
  },
  "list-plan-history": {
    method: "GET",
    path: "/api/residents/{id}/plan-history",
    parameters: idInPath,
    query: planHistoryQuery,
    success: 200,
    answer: planHistory,
    problems: ["unknown-resident"],
    summary: {
      zh: "监护方案和资料的全部改动：谁、何时、为何、改前改后",
      en: "Every change of a resident's plan and record: who, when, why, before and after",
    },
  },
} as const satisfies Record<string, Route>;
