import { idInPath } from "./fields.ts";
import { looks, looksQuery } from "./looks.ts";
import type { Route } from "./route.ts";

/** Who looked: the route, under the name of the function that serves it. */
export const lookRoutes = {
  "show-looks": {
    method: "GET",
    path: "/api/residents/{id}/looks",
    parameters: idInPath,
    query: looksQuery,
    success: 200,
    answer: looks,
    problems: ["unknown-resident"],
    summary: { zh: "谁看过这位服务对象的资料，按天", en: "Who looked at a resident's data, day by day" },
  },
} as const satisfies Record<string, Route>;
