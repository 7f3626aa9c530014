import { acknowledgement, alert, alertList, alertQuery, resolution } from "./alerts.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Alerts: the routes, under the names of the functions that serve them. */
export const alertRoutes = {
  "list-alerts": {
    method: "GET",
    path: "/api/alerts",
    parameters: noParameters,
    query: alertQuery,
    success: 200,
    answer: alertList,
    problems: ["unknown-facility", "unknown-resident"],
    summary: {
      zh: "告警：未关闭的按优先级和时间，已关闭的按时间",
      en: "Alerts: open ones by priority and age, closed ones newest first",
    },
  },
  "acknowledge-alert": {
    method: "POST",
    path: "/api/alerts/{id}/acknowledge",
    parameters: idInPath,
    query: noParameters,
    body: acknowledgement,
    success: 200,
    answer: alert,
    problems: ["unknown-alert", "already-resolved", "taken-by-another", "version-conflict"],
    summary: { zh: "接手告警：我去", en: "Acknowledge an alert: I am going" },
  },
  "resolve-alert": {
    method: "POST",
    path: "/api/alerts/{id}/resolve",
    parameters: idInPath,
    query: noParameters,
    body: resolution,
    success: 200,
    answer: alert,
    problems: ["unknown-alert", "already-resolved", "version-conflict"],
    summary: { zh: "处理完毕，说明结果", en: "Resolve an alert and say what it was" },
  },
} as const satisfies Record<string, Route>;
