import type { Network } from "../adapters/notify/network.ts";
import type { RelaySettings } from "../adapters/relay/coturn.ts";
import type { NotifyRoute } from "../domain/notify/route.ts";
import type { TableEngine } from "../domain/ports.ts";
import type { RetentionPeriods } from "../domain/retention/periods.ts";
import type { Log } from "../functions/shell/log.ts";
import type { Clock } from "./clock.ts";
import type { Mode } from "./data-folder.ts";
import type { Harshness } from "./invoke.ts";
import type { OwnNames } from "./loopback.ts";
import type { RetryPolicy } from "./retry.ts";

/** An OpenID Connect issuer that signs people in instead of the box. */
export interface ExternalIssuer {
  /** As it stands in its tokens. */
  readonly url: string;
  /** The `aud` of its access tokens. */
  readonly audience: string;
  /** Of the pages. */
  readonly clientId: string;
}

export interface CoreOptions {
  readonly dataFolder: string;
  /** @default the box signs people in itself */
  readonly issuer?: ExternalIssuer;
  /** Under which names the pages are open. @default those of loopback */
  readonly names?: OwnNames;
  /** @default the folder's own; a new folder becomes a demo */
  readonly mode?: Mode;
  /** Tables in this DynamoDB instead of SQLite. */
  readonly dynamodbEndpoint?: string;
  /** For how many days the archive is kept. @default that of local/archive-retention.ts */
  readonly archiveDays?: number;
  /** How long records are kept by class. @default what law asks for (domain/retention/periods.ts) */
  readonly retentionPeriods?: RetentionPeriods;
  /** Real time to box time. @default 1 */
  readonly speed?: number;
  /** Takes the place of the box's own clock; for tests. */
  readonly clock?: Clock;
  readonly retry?: RetryPolicy;
  /** For tests. */
  readonly harshness?: Harshness;
  /** Where messages to people may be sent to. @default that of a box (adapters/notify/network.ts) */
  readonly network?: Network;
  /** By what pages of a video visit reach each other. @default only within one network */
  readonly relay?: RelaySettings;
  /** Where operators are told that calls do not go out. @default nowhere */
  readonly operators?: readonly NotifyRoute[];
  /** Stands between the box and its tables; for tests of what happens when they fail. */
  readonly wrapEngine?: (engine: TableEngine) => TableEngine;
  /** Where log lines go. @default standard error */
  readonly log?: (clock: Clock) => Log;
}
