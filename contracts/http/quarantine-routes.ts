import { noParameters } from "./fields.ts";
import { quarantineList, quarantineQuery } from "./quarantine.ts";
import type { Route } from "./route.ts";

/** What was refused: the routes, under the names of the functions that serve them. */
export const quarantineRoutes = {
  "list-quarantine": {
    method: "GET",
    path: "/api/quarantine",
    parameters: noParameters,
    query: quarantineQuery,
    success: 200,
    answer: quarantineList,
    problems: [],
    summary: { zh: "未能接收的消息及原因", en: "Messages that could not be taken in, and why" },
  },
} as const satisfies Record<string, Route>;
