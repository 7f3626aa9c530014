import { agreement, agreementEnd, agreementList, agreementTerms, consortium, ofFacility } from "./consortium.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** The consortium and its agreements: the routes, under the names of the functions that serve them. */
export const consortiumRoutes = {
  "show-consortium": {
    method: "GET",
    path: "/api/consortium",
    parameters: noParameters,
    query: ofFacility,
    success: 200,
    answer: consortium,
    problems: ["unknown-facility"],
    summary: {
      zh: "联合体：上下级机构、科室，以及今天可走的转诊和指导路径",
      en: "The consortium: facilities above and below, departments, and the routes that stand open today",
    },
  },
  "list-agreements": {
    method: "GET",
    path: "/api/agreements",
    parameters: noParameters,
    query: ofFacility,
    success: 200,
    answer: agreementList,
    problems: ["unknown-facility"],
    summary: { zh: "协议，含已终止的", en: "Agreements, ended ones too" },
  },
  "set-agreement": {
    method: "POST",
    path: "/api/agreements",
    parameters: noParameters,
    query: noParameters,
    body: agreementTerms,
    success: 200,
    answer: agreement,
    problems: ["unknown-facility", "unknown-agreement", "already-exists", "version-conflict"],
    summary: { zh: "签订或修改协议", en: "Make or change an agreement" },
  },
  "end-agreement": {
    method: "POST",
    path: "/api/agreements/{id}/end",
    parameters: idInPath,
    query: noParameters,
    body: agreementEnd,
    success: 200,
    answer: agreement,
    problems: ["unknown-agreement", "version-conflict"],
    summary: { zh: "终止协议", en: "End an agreement" },
  },
} as const satisfies Record<string, Route>;
