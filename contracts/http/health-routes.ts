import { noParameters } from "./fields.ts";
import { health, healthQuery } from "./health.ts";
import type { Route } from "./route.ts";

/** How the service is: the routes, under the names of the functions that serve them. On the one box the runtime itself serves `show-health`. */
export const healthRoutes = {
  "show-health": {
    method: "GET",
    path: "/api/health",
    parameters: noParameters,
    query: healthQuery,
    success: 200,
    answer: health,
    problems: [],
    summary: { zh: "运行状态", en: "How the service is" },
  },
} as const satisfies Record<string, Route>;
