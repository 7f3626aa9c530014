import { randomBytes } from "node:crypto";
import type { EpochMs } from "../../domain/model/time.ts";
import type {
  AccountsPort,
  BlobPort,
  CommandPort,
  DeviceAuthority,
  DevicePathPort,
  IdentityPort,
  IngestLagPort,
  LiveConnectionsPort,
  LivePort,
  NotifyPort,
  RelayPort,
  SecretsPort,
  TableEngine,
  TimerPort,
} from "../../domain/ports.ts";
import type { RetentionPeriods } from "../../domain/retention/periods.ts";
import { AgreementStore } from "../../stores/agreement-store.ts";
import { AlertStore } from "../../stores/alert-store.ts";
import { AuditStore, defaultAuditDays, leastAuditDays } from "../../stores/audit-store.ts";
import { ChangeStore } from "../../stores/change-store.ts";
import { ChannelStore } from "../../stores/channel-store.ts";
import { ConnectionStore } from "../../stores/connection-store.ts";
import { ConsentStore } from "../../stores/consent-store.ts";
import { ConversionStore } from "../../stores/conversion-store.ts";
import { DeviceStore } from "../../stores/device-store.ts";
import { DutyStore } from "../../stores/duty-store.ts";
import { EscalationPolicyStore } from "../../stores/escalation-policy-store.ts";
import { EventStore } from "../../stores/event-store.ts";
import { FacilityStore } from "../../stores/facility-store.ts";
import { FamilyMessageStore } from "../../stores/family-message-store.ts";
import { HandoverStore } from "../../stores/handover-store.ts";
import { InvitationStore } from "../../stores/invitation-store.ts";
import { KeptRecordStore } from "../../stores/kept-record-store.ts";
import { LeaseStore } from "../../stores/lease-store.ts";
import { NoteStore } from "../../stores/note-store.ts";
import { NotificationStore } from "../../stores/notification-store.ts";
import { OpeningStore } from "../../stores/opening-store.ts";
import { PaceStore } from "../../stores/pace-store.ts";
import { PersonStore } from "../../stores/person-store.ts";
import { QuarantineStore } from "../../stores/quarantine-store.ts";
import { ReferralStepStore } from "../../stores/referral-step-store.ts";
import { ReferralStore } from "../../stores/referral-store.ts";
import { ResidentStore } from "../../stores/resident-store.ts";
import { RetentionStore } from "../../stores/retention-store.ts";
import { SeriesStore } from "../../stores/series-store.ts";
import type { TableName } from "../../stores/tables.ts";
import { VisitStore } from "../../stores/visit-store.ts";
import { WatchStore } from "../../stores/watch-store.ts";
import { AuditWriter } from "../audit/audit-writer.ts";
import type { FunctionDeclaration, PortName } from "../declaration.ts";
import { type FunctionName, manifest } from "../manifest.ts";
import { appendingEngine, guardedEngine } from "./guarded-engine.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";

/** Every port beside the tables; each runtime makes its own. */
export interface Ports {
  readonly timer: TimerPort;
  readonly live: LivePort;
  readonly liveConnections: LiveConnectionsPort;
  readonly deviceAuthority: DeviceAuthority;
  readonly command: CommandPort;
  readonly archive: BlobPort;
  readonly identity: IdentityPort;
  readonly devicePath: DevicePathPort;
  readonly notify: NotifyPort;
  readonly secrets: SecretsPort;
  readonly relay: RelayPort;
  readonly accounts: AccountsPort;
  readonly ingestLag: IngestLagPort;
  /** How long each class of records is kept here. */
  readonly retentionPeriods: RetentionPeriods;
}

/** What every function has without asking for it. */
export interface Surroundings {
  now(): EpochMs;
  /** A new id that fits `[A-Za-z0-9_-]{1,64}`. */
  newId(): string;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Adds to the trail of who read and changed what; there for functions that people call, and only for those. */
  readonly auditing?: AuditWriter;
  /** For how many days after its own an entry of the trail is kept. */
  readonly auditDays: number;
  /** Resolves after a short random wait that grows with the attempt (1, 2, …): two that collided do so no more. */
  backOff(attempt: number): Promise<void>;
}

/** What a runtime brings along; functions see of it what the manifest grants them. */
export interface Runtime extends Omit<Surroundings, "backOff" | "auditing" | "auditDays"> {
  readonly engine: TableEngine;
  /** At least the declared ones of every function that runs here. */
  readonly ports: Partial<Ports>;
  /** @default real time, at most 50 ms */
  readonly backOff?: Surroundings["backOff"];
  /** For how many days entries of the trail are kept. @default {@link defaultAuditDays} */
  readonly auditDays?: number;
}

const stores = {
  facilities: FacilityStore,
  agreements: AgreementStore,
  residents: ResidentStore,
  conversions: ConversionStore,
  devices: DeviceStore,
  watches: WatchStore,
  alerts: AlertStore,
  series: SeriesStore,
  events: EventStore,
  changes: ChangeStore,
  notes: NoteStore,
  people: PersonStore,
  notifications: NotificationStore,
  channels: ChannelStore,
  paces: PaceStore,
  duties: DutyStore,
  policies: EscalationPolicyStore,
  handovers: HandoverStore,
  leases: LeaseStore,
  connections: ConnectionStore,
  quarantine: QuarantineStore,
  referrals: ReferralStore,
  "referral-steps": ReferralStepStore,
  visits: VisitStore,
  "family-messages": FamilyMessageStore,
  audit: AuditStore,
  "break-glass": OpeningStore,
  retention: RetentionStore,
  "kept-records": KeptRecordStore,
  invitations: InvitationStore,
  consents: ConsentStore,
} as const satisfies Record<TableName, new (engine: TableEngine) => unknown>;

type StoreOf<T extends TableName> = InstanceType<(typeof stores)[T]>;
type WritingMethod =
  | "add"
  | "save"
  | "replace"
  | "create"
  | "commit"
  | "append"
  | "annotate"
  | "renew"
  | "remove"
  | "raise"
  | "guardBeds"
  | "hold"
  | "release"
  | "saveHealth"
  | "savePicture"
  | "saveSwap"
  | "settlePlaces"
  | "call"
  | "begin"
  | "advance"
  | "savePolicy"
  | "count"
  | "register"
  | "setHold"
  | "liftHold"
  | "savePass"
  | "drop"
  | "putAway"
  | "keepLonger"
  | "saveDayLog";
type Granted<T extends TableName, Access> = Access extends "write" ? StoreOf<T> : Omit<StoreOf<T>, WritingMethod>;

type Manifest = typeof manifest;
type TablesOf<N extends FunctionName> = Manifest[N]["tables"];

/**
 * What the function `N` may use, derived from its declaration: the stores of its tables (without their writing
 * methods where only reading is granted) and its ports. Using anything else does not compile, and is refused at run
 * time where a store reaches into a further table.
 */
export type Deps<N extends FunctionName> = Surroundings & {
  readonly [T in keyof TablesOf<N> & TableName]: Granted<T, TablesOf<N>[T]>;
} & Pick<Ports, Manifest[N]["ports"][number]>;

/** Hands a function the part of the runtime that the manifest grants it. */
export function depsFor<N extends FunctionName>(name: N, runtime: Runtime): Deps<N> {
  const declared: FunctionDeclaration = manifest[name];
  const engine = guardedEngine(runtime.engine, name, declared.tables, declared.erases);
  const granted = Object.keys(declared.tables) as readonly TableName[];
  return {
    now: () => runtime.now(),
    newId: () => runtime.newId(),
    log: runtime.log,
    metrics: runtime.metrics,
    backOff: runtime.backOff ?? waitAMoment,
    auditDays: auditDaysOf(runtime),
    ...(isCalledByPeople(declared) && { auditing: auditWriterOf(runtime) }),
    ...Object.fromEntries(granted.map((table) => [table, new stores[table](engine)])),
    ...Object.fromEntries(declared.ports.map((port) => [port, portOf(runtime, name, port)])),
  } as Deps<N>;
}

/** Whether somebody stands behind a function's trigger: then what it does is told in the trail. */
function isCalledByPeople({ trigger }: FunctionDeclaration): boolean {
  return trigger.kind === "http" || trigger.kind === "authorizer";
}

/** A process has one chain, however many functions run in it. */
const auditWriters = new WeakMap<Runtime, AuditWriter>();

/** Never less than the law asks for, whatever is configured. */
function auditDaysOf({ auditDays = defaultAuditDays }: Runtime): number {
  return Math.max(auditDays, leastAuditDays);
}

function auditWriterOf(runtime: Runtime): AuditWriter {
  const known = auditWriters.get(runtime);
  if (known !== undefined) return known;
  const name = randomBytes(9).toString("base64url");
  const keptDays = auditDaysOf(runtime);
  const writer = new AuditWriter(new AuditStore(appendingEngine(runtime.engine)), { name, keptDays });
  auditWriters.set(runtime, writer);
  return writer;
}

function portOf(runtime: Runtime, name: FunctionName, port: PortName): Ports[PortName] {
  const made = runtime.ports[port];
  if (made === undefined) throw new Error(`this runtime has no port ${port}, which ${name} needs`);
  return made;
}

async function waitAMoment(attempt: number): Promise<void> {
  const longestMs = Math.min(50, 2 ** attempt);
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longestMs));
}
