import { idInPath, noParameters } from "./fields.ts";
import {
  erasureAnswer,
  erasureList,
  erasureQuery,
  erasureRequest,
  legalHoldChange,
  retentionState,
} from "./retention.ts";
import type { Route } from "./route.ts";

/** How long data are kept, and their erasure. */
export const retentionRoutes = {
  "show-retention": {
    method: "GET",
    path: "/api/residents/{id}/retention",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: retentionState,
    problems: ["unknown-resident"],
    summary: {
      zh: "一位服务对象的资料保存到什么时候，是否封存",
      en: "How long a resident's data are kept, and whether a legal hold stands",
    },
  },
  "set-legal-hold": {
    method: "POST",
    path: "/api/residents/{id}/legal-hold",
    parameters: idInPath,
    query: noParameters,
    body: legalHoldChange,
    success: 200,
    answer: retentionState,
    problems: ["unknown-resident"],
    summary: {
      zh: "封存或解除封存：封存期间不删除此人的任何资料",
      en: "Set or lift a legal hold: while it stands nothing of the resident is deleted",
    },
  },
  "erase-resident": {
    method: "POST",
    path: "/api/residents/{id}/erasure",
    parameters: idInPath,
    query: noParameters,
    body: erasureRequest,
    success: 200,
    answer: erasureAnswer,
    problems: ["unknown-resident", "in-care", "legal-hold", "not-confirmed"],
    summary: {
      zh: "删除一位已离开的服务对象的资料；依法须留存的不再展示，到期删除",
      en: "Erase the data of a resident who left; what law keeps is shown nowhere and goes when its time is over",
    },
  },
  "erase-person": {
    method: "POST",
    path: "/api/people/{id}/erasure",
    parameters: idInPath,
    query: noParameters,
    body: erasureRequest,
    success: 200,
    answer: erasureAnswer,
    problems: ["unknown-person", "still-active", "not-confirmed"],
    summary: {
      zh: "删除家属或已离职人员的账号",
      en: "Erase the account of a relative, or of a member of staff who left",
    },
  },
  "list-erasures": {
    method: "GET",
    path: "/api/erasures",
    parameters: noParameters,
    query: erasureQuery,
    success: 200,
    answer: erasureList,
    problems: [],
    summary: { zh: "删除登记（只有编号和数量）", en: "The register of erasures: ids and counts" },
  },
} as const satisfies Record<string, Route>;
