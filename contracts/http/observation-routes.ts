import { idInPath } from "./fields.ts";
import { observationQuery, observationSeries } from "./observations.ts";
import type { Route } from "./route.ts";

/** Observations: the routes, under the names of the functions that serve them. */
export const observationRoutes = {
  "read-observations": {
    method: "GET",
    path: "/api/residents/{id}/observations",
    parameters: idInPath,
    query: observationQuery,
    success: 200,
    answer: observationSeries,
    problems: ["unknown-resident"],
    summary: { zh: "一段时间内的观测值", en: "Observations over a span of time" },
  },
} as const satisfies Record<string, Route>;
