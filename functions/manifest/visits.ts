import { type FunctionDeclaration, httpLimits } from "../declaration.ts";

/** What every route about one visit reads to admit the caller and to show what came of it. */
const shown = { people: "read", facilities: "read", residents: "read" } as const;
const acting = { ...shown, visits: "write", connections: "write" } as const;

/** Tele-visits 视频巡诊. */
export const visits = {
  "list-visits": {
    entry: "functions/list-visits/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/visits", action: "visit.read", on: "own" },
    tables: { ...shown, visits: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The list of video visits does not open; a visit's own page does.",
  },
  "request-visit": {
    entry: "functions/request-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits", action: "visit.request", on: "resident" },
    tables: { ...shown, agreements: "read", alerts: "read", referrals: "read", visits: "write" },
    ports: ["timer"],
    ...httpLimits,
    ifItFails: "Nobody can ask for a video visit: the doctor has to be telephoned.",
  },
  "show-visit": {
    entry: "functions/show-visit/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/visits/{id}", action: "visit.read", on: "visit" },
    tables: { ...shown, visits: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "A video visit's page does not open; a call that is under way goes on.",
  },
  "show-visit-vitals": {
    entry: "functions/show-visit-vitals/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/visits/{id}/vitals", action: "visit.join", on: "visit" },
    tables: { ...shown, watches: "read", series: "read", visits: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "No vital signs stand beside the video.",
  },
  "join-visit": {
    entry: "functions/join-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/join", action: "visit.join", on: "visit" },
    tables: acting,
    ports: ["timer", "liveConnections", "relay"],
    ...httpLimits,
    ifItFails: "Nobody can enter a waiting room or a call; calls that stand go on.",
  },
  "arrange-visit": {
    entry: "functions/arrange-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/arrange", action: "visit.arrange", on: "visit" },
    tables: acting,
    ports: ["timer", "liveConnections"],
    ...httpLimits,
    ifItFails: "Video visits cannot be given a time or called off, and no consent can be recorded.",
  },
  "conduct-visit": {
    entry: "functions/conduct-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/conduct", action: "visit.conduct", on: "visit" },
    tables: acting,
    ports: ["timer", "liveConnections"],
    ...httpLimits,
    ifItFails: "A video call cannot begin or end, and nothing can be ordered: telephone instead.",
  },
  "save-visit-note": {
    entry: "functions/save-visit-note/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/note", action: "visit.write", on: "visit" },
    tables: { people: "read", visits: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Visit notes are not saved: pages keep them, say so and try again.",
  },
  "sign-visit": {
    entry: "functions/sign-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/sign", action: "visit.sign", on: "visit" },
    tables: { ...shown, visits: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Visit notes cannot be signed; they stay as drafts.",
  },
  "add-to-visit": {
    entry: "functions/add-to-visit/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/addend", action: "visit.write", on: "visit" },
    tables: { people: "read", visits: "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nothing can be added to a signed visit note.",
  },
  "report-visit-order": {
    entry: "functions/report-visit-order/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/visits/{id}/report", action: "visit.report", on: "visit" },
    tables: acting,
    ports: ["timer", "liveConnections"],
    ...httpLimits,
    ifItFails: "Nobody can say that what a doctor ordered in a visit is done.",
  },
  "settle-visit": {
    entry: "functions/settle-visit/handler.ts",
    trigger: { kind: "queue", queue: "visit-due" },
    tables: { people: "read", residents: "read", channels: "write", visits: "write", connections: "write" },
    ports: ["timer", "liveConnections", "notify"],
    timeoutSeconds: 60,
    memoryMb: 512,
    ifItFails: "Nobody is reminded of a video visit, and visits to which nobody came stay scheduled.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
