import { type FunctionDeclaration, httpLimits } from "../declaration.ts";

/** To open a record is to tell whoever answers for the house, and the family, in the same write. */
const opening = {
  people: "write",
  residents: "read",
  channels: "read",
  notifications: "write",
  "break-glass": "write",
} as const;

/** Records that are opened in an emergency. */
export const breakGlass = {
  "open-record": {
    entry: "functions/open-record/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/referrals/{id}/openings",
      action: "record.open",
      on: "referral",
    },
    tables: { ...opening, referrals: "read" },
    ports: ["timer"],
    ...httpLimits,
    ifItFails:
      "A hospital cannot open the record of whom it receives: the papers of the case tell what was sent, telephone the home.",
  },
  "open-record-on-duty": {
    entry: "functions/open-record-on-duty/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/openings",
      action: "record.open-on-duty",
      on: "facility",
    },
    tables: { ...opening, facilities: "read", duties: "read" },
    ports: ["timer"],
    timeoutSeconds: 25,
    memoryMb: 1024,
    ifItFails: "A doctor on duty cannot open the record of somebody who came by themselves: telephone the home.",
  },
  "list-own-openings": {
    entry: "functions/list-own-openings/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/me/openings", action: "self.read", on: "self" },
    tables: { people: "read", residents: "read", facilities: "read", "break-glass": "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Pages do not show how long a record is open; it is closed in time all the same.",
  },
  "change-own-opening": {
    entry: "functions/change-own-opening/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/openings/{id}", action: "self.change", on: "self" },
    tables: { ...opening, referrals: "read", duties: "read" },
    ports: ["timer"],
    ...httpLimits,
    ifItFails: "A record that is open cannot be kept open for longer, or closed before its time.",
  },
  "list-openings": {
    entry: "functions/list-openings/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/openings", action: "opening.read", on: "own" },
    tables: { people: "read", residents: "read", facilities: "read", "break-glass": "read", audit: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody sees which records were opened in an emergency; they are kept, and can be judged later.",
  },
  "review-opening": {
    entry: "functions/review-opening/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/opening-reviews",
      action: "opening.review",
      on: "facility",
    },
    tables: { people: "read", residents: "read", facilities: "read", "break-glass": "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can write down whether a record had to be opened: it can be done later.",
  },
  "set-opening-policy": {
    entry: "functions/set-opening-policy/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/facilities/{id}/opening-policy",
      action: "opening.review",
      on: "facility",
    },
    tables: { people: "read", facilities: "read", "break-glass": "write" },
    ports: [],
    ...httpLimits,
    ifItFails: "For how long records are opened cannot be changed; what was set holds.",
  },
  "list-opening-notices": {
    entry: "functions/list-opening-notices/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/residents/{id}/opening-notices",
      action: "family.read-openings",
      on: "resident",
    },
    tables: { people: "read", residents: "read", facilities: "read", "break-glass": "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Relatives do not see that a record was opened in an emergency; it is kept, and shown later.",
  },
  "sweep-openings": {
    entry: "functions/sweep-openings/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 1 },
    tables: { people: "read", channels: "read", notifications: "write", "break-glass": "write" },
    ports: ["timer"],
    timeoutSeconds: 55,
    memoryMb: 512,
    ifItFails: "It is not written down that an opening is over, and nobody is told that one was not judged in time.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
