import { type FunctionDeclaration, httpLimits } from "../declaration.ts";

/** What a copy of a record reads. */
const copied = {
  people: "read",
  facilities: "read",
  residents: "read",
  alerts: "read",
  referrals: "read",
  visits: "read",
  notes: "read",
  consents: "read",
  series: "read",
} as const;

/** Relatives: how they come, what each may see by whose word, and how they go. */
export const joining = {
  "list-kin": {
    entry: "functions/list-kin/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/residents/{id}/kin", action: "kin.read", on: "resident" },
    tables: { people: "read", residents: "read", consents: "read", invitations: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Nobody can see what relatives may see and by whose word; what was consented to holds.",
  },
  "invite-relative": {
    entry: "functions/invite-relative/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/residents/{id}/invitations",
      action: "kin.manage",
      on: "resident",
    },
    tables: { people: "read", residents: "read", invitations: "write" },
    ports: ["secrets"],
    ...httpLimits,
    ifItFails: "No further relative can be invited, or a paper with a code that was lost cannot be made worthless.",
  },
  "change-consent": {
    entry: "functions/change-consent/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/residents/{id}/consents",
      action: "consent.record",
      on: "resident",
    },
    tables: {
      people: "write",
      residents: "read",
      consents: "write",
      invitations: "read",
      connections: "write",
      visits: "write",
    },
    ports: ["liveConnections"],
    ...httpLimits,
    ifItFails:
      "A consent can be neither given nor taken back: a relative may go on seeing what the resident no longer wants.",
  },
  "join-as-relative": {
    entry: "functions/join-as-relative/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/joinings", action: "self.join", on: "newcomer" },
    tables: {
      people: "write",
      residents: "read",
      facilities: "read",
      consents: "write",
      invitations: "write",
      paces: "write",
    },
    ports: [],
    ...httpLimits,
    ifItFails: "Relatives who were invited cannot come in; their codes go on holding until they end.",
  },
  "show-my-relations": {
    entry: "functions/show-my-relations/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/me/relations", action: "self.read", on: "self" },
    tables: { people: "read", residents: "read", facilities: "read", consents: "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "Relatives do not see what they may see and until when.",
  },
  "leave-relation": {
    entry: "functions/leave-relation/handler.ts",
    trigger: { kind: "http", method: "POST", path: "/api/me/relations/leave", action: "self.change", on: "self" },
    tables: {
      people: "write",
      residents: "read",
      facilities: "read",
      consents: "write",
      connections: "write",
      visits: "write",
    },
    ports: ["liveConnections"],
    ...httpLimits,
    ifItFails:
      "A relative who no longer wants to see a resident's state cannot leave; the facility can end it for them.",
  },
  "copy-record": {
    entry: "functions/copy-record/handler.ts",
    trigger: { kind: "http", method: "GET", path: "/api/residents/{id}/copy", action: "record.copy", on: "resident" },
    tables: copied,
    ports: [],
    timeoutSeconds: 20,
    memoryMb: 1769,
    ifItFails: "A resident or guardian who asks for a copy of the record for another system has to wait for it.",
  },
  "print-record": {
    entry: "functions/print-record/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/residents/{id}/copy-paper",
      action: "record.copy",
      on: "resident",
    },
    tables: copied,
    ports: [],
    timeoutSeconds: 20,
    memoryMb: 1769,
    beside: ["@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf", "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf"],
    ifItFails: "A resident or guardian who asks for a copy of the record on paper has to wait for it.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
