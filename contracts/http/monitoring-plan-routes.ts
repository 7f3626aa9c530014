import { idInPath, noParameters } from "./fields.ts";
import { planChange } from "./monitoring-plan.ts";
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
    problems: ["unknown-resident", "version-conflict"],
    summary: {
      zh: "调整监护方案（限值等），说明人和原因",
      en: "Change a resident's monitoring plan, saying who and why",
    },
  },
} as const satisfies Record<string, Route>;
