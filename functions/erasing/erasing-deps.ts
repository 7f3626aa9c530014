import type { EpochMs } from "../../domain/model/time.ts";
import type { RetentionPeriods } from "../../domain/retention/periods.ts";
import type { ConnectionStore } from "../../stores/connection-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { KeptRecordStore } from "../../stores/kept-record-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import type { RetentionStore } from "../../stores/retention-store.ts";
import type { Ports } from "../shell/deps.ts";
import type { Log } from "../shell/log.ts";

/** What every erasure needs; functions/manifest/retention.ts grants it. */
export interface ErasingDeps {
  now(): EpochMs;
  newId(): string;
  readonly log: Log;
  readonly "kept-records": KeptRecordStore;
  readonly retention: Pick<RetentionStore, "register" | "holdsOf" | "listUnfinished">;
  readonly residents: Pick<ResidentStore, "find">;
  readonly people: Pick<PersonStore, "find">;
  readonly facilities: Pick<FacilityStore, "list">;
  readonly connections: Pick<ConnectionStore, "listOf" | "remove">;
  readonly archive: Ports["archive"];
  readonly timer: Ports["timer"];
  readonly liveConnections: Ports["liveConnections"];
  readonly retentionPeriods: RetentionPeriods;
}

/** Who asks for an erasure, why, and how long it may take before it is left to the next run. */
export interface ErasureRequest {
  readonly byId: string;
  readonly why: "request" | "time-over" | "again";
  readonly timeLeft: () => number;
}

/** A little is left to write down how far it came. */
export const reserveMs = 2_000;
