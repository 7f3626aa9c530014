import type { Action } from "../domain/access/actions.ts";
import type { TableName } from "../stores/tables.ts";

/** What starts a function. The union is closed: infra/ and local/ each bind every kind, or do not compile. */
export type Trigger =
  /** Batches of telemetry messages, in order per device; a failed message alone is retried. */
  | { readonly kind: "telemetry"; readonly batchSize: number }
  /** One message at a time, at once. */
  | { readonly kind: "urgent"; readonly topic: "event" | "status" }
  | { readonly kind: "queue"; readonly queue: QueueName }
  | { readonly kind: "schedule"; readonly everyMinutes: number }
  | {
      readonly kind: "http";
      readonly method: "GET" | "POST";
      readonly path: `/api/${string}`;
      /** What the caller does, by the table of access (domain/access/actions.ts). */
      readonly action: Action;
      readonly on: AccessSubject;
    }
  /**
   * A device's connection came or went. That it came is delivered at once, that it went so much later, so that a quick
   * reconnection is known by then.
   */
  | { readonly kind: "presence"; readonly settleSeconds: number }
  /** Somebody connects to hear live changes; the answer says for how long and to which topics. */
  | { readonly kind: "authorizer" }
  /** A device that has only its maker's claim certificate asks for its own. */
  | { readonly kind: "provisioning" };

/**
 * On what a route acts, and so by whose facility access is decided: the thing that its path names, or else its body or its
 * query by `facilityId` or `residentId`. `own`: the service narrows the answer to what the caller may see. `self`: the caller.
 */
export type AccessSubject =
  | "service"
  | "self"
  /** The caller, whom nobody has to know yet: whoever holds a token of the issuer. */
  | "newcomer"
  | "own"
  | "facility"
  | "resident"
  | "alert"
  | "device"
  | "person"
  /** The houses that have a part in the case. */
  | "referral"
  /** The facilities that have a part in the tele-visit, and the relatives of whom it is to. */
  | "visit";

/**
 * `watch-due`: the time has come at which a watch may judge otherwise without any new reading. `escalation-due`: an alert
 * has somebody to call, or those who said that they are going should be there. `notification-due`: a call is to be sent.
 * `referral-due`: a stage of a referral should be over.
 * `visit-due`: a tele-visit is near, or nobody came to it. `family-due`: relatives have to be told something.
 */
export const queueNames = [
  "watch-due",
  "escalation-due",
  "notification-due",
  "referral-due",
  "visit-due",
  "family-due",
] as const;
export type QueueName = (typeof queueNames)[number];

export type PortName =
  | "timer"
  | "live"
  | "liveConnections"
  | "deviceAuthority"
  | "command"
  | "archive"
  | "identity"
  | "devicePath"
  | "notify"
  | "secrets"
  | "relay"
  | "accounts"
  | "ingestLag"
  | "retentionPeriods";

export interface FunctionDeclaration {
  /** Path from the root of a module that exports `create(deps)` and `handler`. */
  readonly entry: `functions/${string}/handler.ts`;
  readonly trigger: Trigger;
  /** Everything else is refused, on both runtimes. */
  readonly tables: Readonly<Partial<Record<TableName, "read" | "write">>>;
  /** Deletes even of tables that are only added to, once law lets it go. */
  readonly erases?: true;
  readonly ports: readonly PortName[];
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** Files of packages that the function reads, by their paths below node_modules: they lie beside its bundle. */
  readonly beside?: readonly string[];
  /** What a user would notice. It heads the alarm and docs/functions.md. */
  readonly ifItFails: string;
}

/** What a route that a page waits for may take. */
export const httpLimits = { timeoutSeconds: 10, memoryMb: 512 } as const;
