import { type FunctionDeclaration, httpLimits } from "../declaration.ts";

const reading = {
  people: "read",
  alerts: "read",
  facilities: "read",
  referrals: "read",
  "referral-steps": "read",
} as const;

/** What goes with a person who is referred: the hand-over, the form, the document for another system. */
export const referralPapers = {
  "list-snapshots": {
    entry: "functions/list-snapshots/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/referrals/{id}/snapshots",
      action: "referral.read",
      on: "referral",
    },
    tables: { people: "read", referrals: "read", "referral-steps": "read" },
    ports: [],
    ...httpLimits,
    ifItFails: "The receiving side cannot read what is known of whom it expects; the houses have to telephone.",
  },
  "complete-papers": {
    entry: "functions/complete-papers/handler.ts",
    trigger: {
      kind: "http",
      method: "POST",
      path: "/api/referrals/{id}/papers",
      action: "referral.handle",
      on: "referral",
    },
    tables: { people: "read", leases: "read", alerts: "write", referrals: "write", "referral-steps": "write" },
    ports: ["live"],
    ...httpLimits,
    ifItFails: "A hand-over cannot be filled in or put right; what was said goes by telephone and on paper.",
  },
  "print-referral": {
    entry: "functions/print-referral/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/referrals/{id}/form",
      action: "referral.read",
      on: "referral",
    },
    tables: reading,
    ports: [],
    timeoutSeconds: 20,
    memoryMb: 1769,
    beside: ["@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf", "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf"],
    ifItFails: "The form of a referral cannot be printed; it is written by hand from the page of the case.",
  },
  "export-referral": {
    entry: "functions/export-referral/handler.ts",
    trigger: {
      kind: "http",
      method: "GET",
      path: "/api/referrals/{id}/fhir",
      action: "referral.read",
      on: "referral",
    },
    tables: reading,
    ports: [],
    ...httpLimits,
    ifItFails: "The receiving side's system gets no document of a referral; the printed form says the same.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
