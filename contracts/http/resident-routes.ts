import { idInPath, noParameters } from "./fields.ts";
import { residentChange, residentDischarge, residentMove } from "./resident-changes.ts";
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
    problems: ["already-exists", "unknown-facility", "unknown-bed", "bed-taken", "bed-held", "under-conversion"],
    summary: { zh: "登记服务对象", en: "Register a resident" },
  },
  "change-resident": {
    method: "POST",
    path: "/api/residents/{id}",
    parameters: idInPath,
    query: noParameters,
    body: residentChange,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident", "discharged", "version-conflict"],
    summary: { zh: "更改服务对象的资料", en: "Change what is known of a resident" },
  },
  "move-resident": {
    method: "POST",
    path: "/api/residents/{id}/move",
    parameters: idInPath,
    query: noParameters,
    body: residentMove,
    success: 200,
    answer: residentDetail,
    problems: [
      "unknown-resident",
      "unknown-facility",
      "unknown-bed",
      "bed-taken",
      "bed-held",
      "under-conversion",
      "discharged",
      "version-conflict",
    ],
    summary: {
      zh: "换床或转到另一机构，设备和未关闭的告警随之转移",
      en: "Move a resident to another bed or facility; devices and open alerts go along",
    },
  },
  "discharge-resident": {
    method: "POST",
    path: "/api/residents/{id}/discharge",
    parameters: idInPath,
    query: noParameters,
    body: residentDischarge,
    success: 200,
    answer: residentDetail,
    problems: ["unknown-resident", "alerts-open", "version-conflict"],
    summary: {
      zh: "结束照护：腾出床位，设备收回库存，停止看护，记录保留",
      en: "End the care: the bed is free, devices go into stock, nobody watches, the record stays",
    },
  },
} as const satisfies Record<string, Route>;
