import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";
import { partnerResidents, visitOffer, visitRecord } from "./visit-between.ts";
import { visit } from "./visits.ts";

/** Tele-visits between houses: the routes, under the names of the functions that serve them. */
export const visitBetweenRoutes = {
  "list-partner-residents": {
    method: "GET",
    path: "/api/partner-residents",
    parameters: noParameters,
    query: noParameters,
    success: 200,
    answer: partnerResidents,
    problems: [],
    summary: {
      zh: "按远程会诊协议可由本机构巡诊的服务对象（仅姓名）",
      en: "Residents whom one's own house may visit by an agreement, by name alone",
    },
  },
  "offer-visit": {
    method: "POST",
    path: "/api/visit-offers",
    parameters: noParameters,
    query: noParameters,
    body: visitOffer,
    success: 201,
    answer: visit,
    problems: ["unknown-resident", "no-such-visit-route", "already-exists"],
    summary: { zh: "由本机构主诊，为协议机构的服务对象预约巡诊", en: "Plan a visit to a resident of a partner house" },
  },
  "show-visit-record": {
    method: "GET",
    path: "/api/visits/{id}/record",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: visitRecord,
    problems: ["unknown-visit", "visit-not-so", "visit-not-yours", "version-conflict"],
    summary: {
      zh: "巡诊进行中的病历摘要；外院查看会留痕",
      en: "What is known of the resident, while the visit is on; that another house read it is kept",
    },
  },
} as const satisfies Record<string, Route>;
