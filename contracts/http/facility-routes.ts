import { facility, facilityChange, facilityList, newFacility } from "./facilities.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Facilities and their beds: the routes, under the names of the functions that serve them. */
export const facilityRoutes = {
  "list-facilities": {
    method: "GET",
    path: "/api/facilities",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: facilityList,
    problems: [],
    summary: { zh: "全部机构及床位", en: "All facilities with their beds" },
  },
  "register-facility": {
    method: "POST",
    path: "/api/facilities",
    parameters: noParameters,
    query: noParameters,
    body: newFacility,
    success: 201,
    answer: facility,
    problems: ["already-exists"],
    summary: { zh: "登记机构", en: "Register a facility" },
  },
  "change-facility": {
    method: "POST",
    path: "/api/facilities/{id}",
    parameters: idInPath,
    query: noParameters,
    body: facilityChange,
    success: 200,
    answer: facility,
    problems: [
      "unknown-facility",
      "unknown-bed",
      "already-exists",
      "bed-occupied",
      "under-conversion",
      "conversion-impossible",
      "tree-impossible",
      "version-conflict",
    ],
    summary: {
      zh: "修改机构：名称、床位及用途、家庭病床、科室、隶属、核定数",
      en: "Change a facility: name, beds and their uses, family beds, departments, where it belongs, licensed counts",
    },
  },
} as const satisfies Record<string, Route>;
