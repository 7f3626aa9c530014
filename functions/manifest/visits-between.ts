import { type FunctionDeclaration, httpLimits } from "../declaration.ts";

/** Tele-visits, as houses hold them for each other's residents, and such as come again. */
export const visitsBetween = {
  "list-partner-residents": {
    entry: "functions/list-partner-residents/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/partner-residents", action: "visit.offer", on: "own" },
    tables: { people: "read", facilities: "read", agreements: "read", residents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "A doctor finds nobody of another house to visit: that house asks for the visit instead.",
  },
  "offer-visit": {
    entry: "functions/offer-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visit-offers", action: "visit.offer", on: "own" },
    tables: { people: "read", facilities: "read", residents: "read", agreements: "read", visits: "write" },
    ports: ["timer"],
    ...httpLimits,
    ifItFails: "A doctor cannot plan visits to another house's residents: that house asks for them instead.",
  },
  "show-visit-record": {
    entry: "functions/show-visit-record/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/visits/{id}/record", action: "visit.join", on: "visit" },
    tables: { people: "read", facilities: "read", residents: "read", visits: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Whoever treats by video does not see diagnoses, medicines and allergies: ask at the bedside.",
  },
  "list-visit-plans": {
    entry: "functions/list-visit-plans/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/residents/{id}/visit-plans",
      action: "visit.read-note",
      on: "resident",
    },
    tables: { people: "read", facilities: "read", residents: "read", visits: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody sees which visits come again: those that are due are asked for all the same.",
  },
  "set-visit-plan": {
    entry: "functions/set-visit-plan/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/residents/{id}/visit-plans",
      action: "visit.request",
      on: "resident",
    },
    tables: { people: "read", facilities: "read", residents: "read", agreements: "read", visits: "write" },
    ports: ["timer"],
    ...httpLimits,
    ifItFails: "Visits that come again cannot be planned or ended: each has to be asked for.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
