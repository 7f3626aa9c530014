import { idInPath, noParameters } from "./fields.ts";
import { liveLease, liveLeaseRequest } from "./live-lease.ts";
import type { Route } from "./route.ts";

/** Who watches: the routes, under the names of the functions that serve them. */
export const liveLeaseRoutes = {
  "renew-live-lease": {
    method: "POST",
    path: "/api/facilities/{id}/live-lease",
    parameters: idInPath,
    query: noParameters,
    body: liveLeaseRequest,
    success: 200,
    answer: liveLease,
    problems: ["unknown-facility"],
    summary: {
      zh: "正在看这个机构：续约期内才推送实时变化",
      en: "Somebody watches this facility: live changes are sent until the lease ends",
    },
  },
} as const satisfies Record<string, Route>;
