import type { PortName } from "../../declaration.ts";

/**
 * What a deployed function reads of its environment, by what needs it. The deployment sets exactly these, the parts of
 * this folder read them; beside them stand only the region and the credentials that Lambda itself provides.
 */
export const environmentOf = {
  /** Stands before each table's name. */
  tables: ["ANHU_TABLE_PREFIX"],
  timer: [
    "ANHU_TIMER_QUEUE_URLS",
    "ANHU_TIMER_QUEUE_ARNS",
    "ANHU_TIMER_SCHEDULE_GROUP",
    "ANHU_TIMER_SCHEDULE_ROLE_ARN",
    "ANHU_TIMER_DEAD_LETTERS_ARNS",
  ],
  live: [],
  liveConnections: [],
  command: [],
  devicePath: [],
  notify: [],
  secrets: [],
  /** JSON: `{"stun":["stun:…"],"turn":["turn:…"],"secret":"…"}`; all empty where the cell has none. */
  relay: ["ANHU_RELAY"],
  /** The IoT policy that every device's certificate gets. */
  deviceAuthority: ["ANHU_DEVICE_POLICY"],
  archive: ["ANHU_ARCHIVE_BUCKET"],
  identity: ["ANHU_OIDC_ISSUER", "ANHU_OIDC_AUDIENCE"],
  /** The id of the user pool, or {@link noUserPool}. */
  accounts: ["ANHU_USER_POOL"],
  /** Which of AWS's figures tells it, of what, and for how many seconds messages are gathered: `IteratorAge=<function>=30`. */
  ingestLag: ["ANHU_TELEMETRY_LAG"],
  /** JSON: what the cell's file lengthens, `{"outpatient-record":"20y"}`. */
  retentionPeriods: ["ANHU_RETENTION"],
} as const satisfies Record<"tables" | PortName, readonly `ANHU_${string}`[]>;

/** An external issuer signs people in. */
export const noUserPool = "none";

export type VariableName = (typeof environmentOf)[keyof typeof environmentOf][number];

/** A function's environment lacks a variable or has one that makes no sense: the deployment is wrong. */
export class WrongEnvironmentError extends Error {
  readonly code = "wrong-environment";
}

/** The value of a variable; throws a {@link WrongEnvironmentError} with its name when it is missing or empty. */
export function variable(name: VariableName): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new WrongEnvironmentError(`the environment lacks ${name}`);
  return value;
}

/** Queue name → value, as `watch-due=https://…` with blanks between the queues. */
export function variableByQueue(
  name: "ANHU_TIMER_QUEUE_URLS" | "ANHU_TIMER_QUEUE_ARNS" | "ANHU_TIMER_DEAD_LETTERS_ARNS",
): ReadonlyMap<string, string> {
  const pairs = variable(name).split(" ");
  return new Map(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new WrongEnvironmentError(`${name} has "${pair}" where <queue>=<value> is expected`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}
