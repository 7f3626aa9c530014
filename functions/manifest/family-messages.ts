import type { FunctionDeclaration } from "../declaration.ts";

/** What relatives are told, and what they and the care team write to each other. */
export const familyMessages = {
  "tell-families": {
    entry: "functions/tell-families/handler.ts",
    trigger: { kind: "queue", queue: "family-due" },
    tables: {
      people: "write",
      facilities: "read",
      alerts: "write",
      channels: "write",
      notifications: "write",
      paces: "write",
    },
    ports: ["notify", "timer"],
    timeoutSeconds: 30,
    memoryMb: 512,
    ifItFails:
      "Relatives are not told of alerts by their telephones; their pages show them. Staff are called all the same.",
  },
  "sweep-families": {
    entry: "functions/sweep-families/handler.ts",
    trigger: { kind: "schedule", everyMinutes: 1 },
    tables: { facilities: "read", alerts: "read", notifications: "read" },
    ports: ["timer"],
    timeoutSeconds: 55,
    memoryMb: 512,
    ifItFails: "A lost timer is not repaired: a relative hears nothing more of an alert by telephone.",
  },
} as const satisfies Record<string, FunctionDeclaration>;
