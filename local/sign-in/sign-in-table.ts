import type { TableDefinition } from "../../domain/ports.ts";

/**
 * Where a box keeps its accounts and its sessions. Not one of stores/tables.ts: in the cloud the issuer keeps them, so no
 * such table is deployed there. It has no `expires`: the engine's time is the box's, which a simulation hurries or holds,
 * and tokens live in real time (see {@link sweepExpired} in oidc-adapter.ts).
 */
export const signInTable = {
  name: "sign-in",
  /** What it is: `account`, `pause`, or a model of the provider such as `Session`. */
  partition: "kind",
  sort: "id",
  indexes: {
    /** All that a grant gave. */
    grant: { partition: "grantId", sort: "id" },
    /** All that a person was given. */
    subject: { partition: "subject", sort: "id" },
    /** Sessions by the name under which interactions know them. */
    uid: { partition: "uid", sort: "id" },
    /** What ends, in the order of its end. */
    end: { partition: "ends", sort: "endsAt" },
  },
} as const satisfies TableDefinition;
