import { idInPath, noParameters } from "./fields.ts";
import {
  handOver,
  handOverConfirmation,
  handOverList,
  handOverResult,
  handOverSheet,
  newHandOver,
  spanQuery,
} from "./hand-overs.ts";
import type { Route } from "./route.ts";

/** The change of a shift: the routes, under the names of the functions that serve them. */
export const handOverRoutes = {
  "list-hand-overs": {
    method: "GET",
    path: "/api/facilities/{id}/hand-overs",
    parameters: idInPath,
    query: spanQuery,
    success: 200,
    answer: handOverList,
    problems: ["unknown-facility"],
    summary: { zh: "交接记录", en: "Hand-overs" },
  },
  "hand-over-alerts": {
    method: "POST",
    path: "/api/facilities/{id}/hand-overs",
    parameters: idInPath,
    query: noParameters,
    body: newHandOver,
    success: 201,
    answer: handOverResult,
    problems: ["unknown-facility", "unknown-person", "unknown-alert"],
    summary: { zh: "把手上的告警交给接班的人", en: "Hand open alerts over to who comes next" },
  },
  "confirm-hand-over": {
    method: "POST",
    path: "/api/facilities/{id}/hand-over-confirmations",
    parameters: idInPath,
    query: noParameters,
    body: handOverConfirmation,
    success: 200,
    answer: handOver,
    problems: ["unknown-facility", "unknown-hand-over"],
    summary: { zh: "接班人确认交接", en: "Confirm a hand-over that one has taken" },
  },
  "show-hand-over-sheet": {
    method: "GET",
    path: "/api/facilities/{id}/hand-over-sheet",
    parameters: idInPath,
    query: spanQuery,
    success: 200,
    answer: handOverSheet,
    problems: ["unknown-facility"],
    summary: { zh: "交接单", en: "Sheet for the change of a shift" },
  },
} as const satisfies Record<string, Route>;
