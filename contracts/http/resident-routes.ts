import { idInPath, noParameters } from "./fields.ts";
import { newResident, residentDetail, residentList, residentQuery } from "./residents.ts";
import type { Route } from "./route.ts";

/** Residents: the routes, under the names of the functions that serve them. */
export const residentRoutes = {
  "list-residents": {
    method: "GET",
    path: "/api/residents",
    parameters: noParameters,
    query: residentQuery,
    success: 200,
    answer: residentList,
    problems: ["unknown-facility"],
    summary: { zh: "服务对象及其最新体征、监护状态", en: "Residents with their latest vitals and monitoring state" },
  },
  "show-resident": {
    method: "GET",
    path: "/api/residents/{id}",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident"],
    summary: { zh: "一位服务对象", en: "One resident" },
  },
  "register-resident": {
    method: "POST",
    path: "/api/residents",
    parameters: noParameters,
    query: noParameters,
    body: newResident,
    success: 201,
    answer: residentDetail,
    problems: ["already-exists", "unknown-facility", "unknown-bed"],
    summary: { zh: "登记服务对象", en: "Register a resident" },
  },
} as const satisfies Record<string, Route>;
