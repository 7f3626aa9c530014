import { noParameters } from "./fields.ts";
import type { Route } from "./route.ts";
import { searchRequest, searchResult } from "./search.ts";

/** The search box: the route, under the name of the function that serves it. */
export const searchRoutes = {
  search: {
    method: "POST",
    path: "/api/search",
    parameters: noParameters,
    query: noParameters,
    body: searchRequest,
    success: 200,
    answer: searchResult,
    problems: [],
    summary: { zh: "查找服务对象、床位、设备、机构", en: "Find residents, beds, devices, facilities" },
  },
} as const satisfies Record<string, Route>;
