import { dutyChange, dutyChanges, dutyQuery, dutySwap, roster, swapRequest } from "./duties.ts";
import { idInPath, noParameters } from "./fields.ts";
import type { Route } from "./route.ts";

/** Duty rosters: the routes, under the names of the functions that serve them. */
export const dutyRoutes = {
  "list-duties": {
    method: "GET",
    path: "/api/facilities/{id}/duties",
    parameters: idInPath,
    query: dutyQuery,
    success: 200,
    answer: roster,
    problems: ["unknown-facility"],
    summary: { zh: "值班表，含空班、重叠和待答复的换班", en: "The duty roster with its gaps, overlaps and open swaps" },
  },
  "change-duties": {
    method: "POST",
    path: "/api/facilities/{id}/duties",
    parameters: idInPath,
    query: noParameters,
    body: dutyChange,
    success: 200,
    answer: dutyChanges,
    problems: ["unknown-facility", "unknown-duty", "unknown-person", "duty-impossible", "version-conflict"],
    summary: { zh: "排班、改班、替班、取消、按周复制", en: "Add, change, cover, remove or repeat duties" },
  },
  "swap-duties": {
    method: "POST",
    path: "/api/facilities/{id}/duty-swaps",
    parameters: idInPath,
    query: noParameters,
    body: swapRequest,
    success: 200,
    answer: dutySwap,
    problems: ["unknown-facility", "unknown-duty", "unknown-person", "duty-impossible", "version-conflict"],
    summary: { zh: "换班：提出、同意、谢绝、撤回", en: "Swap duties: propose, accept, decline, withdraw" },
  },
} as const satisfies Record<string, Route>;
