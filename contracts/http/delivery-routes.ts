import { alertNotifications, deliveryList, deliveryQuery } from "./deliveries.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Who was called, by what, and what came of it: the routes, under the names of the functions that serve them. */
export const deliveryRoutes = {
  "list-deliveries": {
    method: "GET",
    path: "/api/facilities/{id}/deliveries",
    parameters: idInPath,
    query: deliveryQuery,
    success: 200,
    answer: deliveryList,
    problems: ["unknown-facility"],
    summary: { zh: "机构的通知发送记录，新的在前", en: "A facility's deliveries, newest first" },
  },
  "list-alert-notifications": {
    method: "GET",
    path: "/api/alerts/{id}/notifications",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: alertNotifications,
    problems: ["unknown-alert"],
    summary: { zh: "此告警通知了谁，结果如何", en: "Who was called for this alert, and what came of it" },
  },
} as const satisfies Record<string, Route>;
