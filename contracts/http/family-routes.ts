import {
  familyAlertList,
  familyDay,
  familyDayParameters,
  familyList,
  familyResidentDetail,
  familyTrends,
  familyTrendsQuery,
} from "./family.ts";
import { idInPath, noParameters } from "./fields.ts";
import { liveLease, liveLeaseRequest } from "./live-lease.ts";
import type { Route } from "./route.ts";

/** What relatives see: the routes, under the names of the functions that serve them. */
export const familyRoutes = {
  "list-family": {
    method: "GET",
    path: "/api/family",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: familyList,
    problems: [],
    summary: { zh: "我的家人和各自的平安灯", en: "The caller's own residents, each with their light" },
  },
  "show-family": {
    method: "GET",
    path: "/api/family/{id}",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: familyResidentDetail,
    problems: ["unknown-resident"],
    summary: { zh: "一位家人现在怎么样", en: "How one of them is" },
  },
  "show-family-day": {
    method: "GET",
    path: "/api/family/{id}/days/{date}",
    parameters: familyDayParameters,
    query: noParameters,
    success: 200,
    answer: familyDay,
    problems: ["unknown-resident"],
    summary: { zh: "一天的经过，逐句来自记录", en: "The story of a day, each sentence out of a record" },
  },
  "show-family-trends": {
    method: "GET",
    path: "/api/family/{id}/trends",
    parameters: idInPath,
    query: familyTrendsQuery,
    success: 200,
    answer: familyTrends,
    problems: ["unknown-resident"],
    summary: { zh: "一周或一月的睡眠、活动和体征", en: "Sleep, activity and vital signs of a week or a month" },
  },
  "list-family-alerts": {
    method: "GET",
    path: "/api/family/{id}/alerts",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: familyAlertList,
    problems: ["unknown-resident"],
    summary: { zh: "告警，以及正在做什么", en: "Alerts, and what is being done about them" },
  },
  "renew-family-lease": {
    method: "POST",
    path: "/api/family/{id}/live-lease",
    parameters: idInPath,
    query: noParameters,
    body: liveLeaseRequest,
    success: 200,
    answer: liveLease,
    problems: ["unknown-resident"],
    summary: {
      zh: "家属正在看：续约期内才推送“有变化”",
      en: "A relative watches: that something changed is sent until the lease ends",
    },
  },
} as const satisfies Record<string, Route>;
