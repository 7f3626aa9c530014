import { randomUUID } from "node:crypto";
import { folderBlobs } from "../adapters/blob/folder.ts";
import { livePortOn } from "../adapters/bus/aedes.ts";
import { type LocalAuthority, openLocalAuthority } from "../adapters/device-authority/local-ca.ts";
import { jwksIdentity } from "../adapters/identity/jwks.ts";
import { type Network, ownNetwork } from "../adapters/notify/network.ts";
import { notifyPort } from "../adapters/notify/notify.ts";
import { newSecrets } from "../adapters/notify/secrets.ts";
import { startTimers, type Timers } from "../adapters/timer/table.ts";
import { day, hour, minute } from "../domain/model/time.ts";
import type { NotifyRoute } from "../domain/notify/route.ts";
import type { CommandPort, DevicePathPort, IdentityPort, TableEngine, TimerPort } from "../domain/ports.ts";
import { endConnections } from "../functions/people/end-connections.ts";
import type { Runtime } from "../functions/shell/deps.ts";
import { jsonLog, type Log } from "../functions/shell/log.ts";
import type { HealthStores } from "../functions/show-health/health-details.ts";
import { AlertStore } from "../stores/alert-store.ts";
import { ChannelStore } from "../stores/channel-store.ts";
import { ConnectionStore } from "../stores/connection-store.ts";
import { DeviceStore } from "../stores/device-store.ts";
import { DutyStore } from "../stores/duty-store.ts";
import { FacilityStore } from "../stores/facility-store.ts";
import { NotificationStore } from "../stores/notification-store.ts";
import { PersonStore } from "../stores/person-store.ts";
import { QuarantineStore } from "../stores/quarantine-store.ts";
import { ResidentStore } from "../stores/resident-store.ts";
import { WatchStore } from "../stores/watch-store.ts";
import { defaultArchiveDays, deleteArchivedBefore } from "./archive-retention.ts";
import { type CanaryFigures, newCanaryFigures } from "./canary-figures.ts";
import type { Clock } from "./clock.ts";
import { clockOf, rememberTime } from "./clock-of-folder.ts";
import { commandTokenOf, isSameToken } from "./command-token.ts";
import { type Counters, newCounters } from "./counters.ts";
import { type DataFolder, type Mode, openDataFolder } from "./data-folder.ts";
import { newDeadLetters } from "./dead-letters.ts";
import type { RosterStores } from "./demo-roster.ts";
import { type Harshness, newInvoker } from "./invoke.ts";
import { type LiveBroker, newLiveBroker } from "./live-broker.ts";
import { allRights, authorizerEvent, liveRightsOf } from "./live-rights.ts";
import { isOwnOrigin, type OwnNames } from "./loopback.ts";
import { type Redelivery, redelivering } from "./redelivery.ts";
import { newRefusals, type Refusals } from "./refusals.ts";
import { defaultRetry, type RetryPolicy } from "./retry.ts";
import { openSignIn, type SignInOfBox } from "./sign-in/open-sign-in.ts";
import { damagedDatabase } from "./start-remedies.ts";
import { openStorage } from "./storage.ts";
import { bindTriggers, type Triggers } from "./triggers.ts";
import { newOperatorsAlarm } from "./watchdog/operators-alarm.ts";
import { newWatchdog } from "./watchdog/watchdog.ts";

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
  /** For how many days the archive is kept. @default {@link defaultArchiveDays} */
  readonly archiveDays?: number;
  /** Real time to box time. @default 1 */
  readonly speed?: number;
  /** Takes the place of the box's own clock; for tests. */
  readonly clock?: Clock;
  readonly retry?: RetryPolicy;
  /** For tests. */
  readonly harshness?: Harshness;
  /** Where messages may be sent to. @default {@link ownNetwork} */
  readonly network?: Network;
  /** Where operators are told that calls do not go out. @default nowhere */
  readonly operators?: readonly NotifyRoute[];
  /** Stands between the box and its tables; for tests of what happens when they fail. */
  readonly wrapEngine?: (engine: TableEngine) => TableEngine;
  /** Where log lines go. @default standard error */
  readonly log?: (clock: Clock) => Log;
}

/** Mostly they wait for other machines; one that hangs takes its place for some seconds. */
const callsAtOnce = 64;

/** For what was refused until the last moment. */
const lastWordsMs = 1_000;

/** Everything of the box that does not listen on a port. */
export interface Core {
  readonly folder: DataFolder;
  readonly clock: Clock;
  readonly log: Log;
  readonly authority: LocalAuthority;
  /** Whose token it is. */
  readonly identity: IdentityPort;
  /** Absent where another issuer signs people in. */
  readonly signIn?: SignInOfBox;
  readonly people: PersonStore;
  /** Who is on duty, and by what they are called. */
  readonly roster: RosterStores;
  readonly live: LiveBroker;
  readonly devices: DeviceStore;
  readonly quarantine: QuarantineStore;
  readonly refusals: Refusals;
  readonly counters: Counters;
  readonly canary: Pick<CanaryFigures, "state" | "chain" | "unjudgedMs">;
  /** Whether operators are told by a path of their own that calls do not go out. */
  readonly tellsOperators: boolean;
  /** What the details of the box's health are made of. */
  readonly healthStores: HealthStores;
  readonly triggers: Triggers;
  /** Takes the dead letters in again. */
  redeliver(options: { readonly dryRun: boolean }): Promise<Redelivery>;
  /** Commands go out by way of the broker, which comes after the core. */
  sendCommandsBy(send: CommandPort["send"]): void;
  /** Loads the functions and starts what starts by itself. */
  start(): Promise<void>;
  /** Looks aside for damage in tables that were too large for it at the start, and shows it in the box's health. */
  lookForDamage(): Promise<void>;
  /** Waits for what is in work, at most `patienceMs`, so that it is stored and can be acknowledged. */
  drain(patienceMs: number): Promise<void>;
  /** Gives everything free; nothing works afterwards. */
  close(): Promise<void>;
}

/** Takes the data folder and opens all that lives in it. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const opened = new AsyncDisposableStack();
  try {
    return await openOn(opened, options);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function openOn(opened: AsyncDisposableStack, options: CoreOptions): Promise<Core> {
  const folder = openDataFolder(options.dataFolder, options.mode, options.dynamodbEndpoint);
  opened.defer(folder.release);
  const clock = options.clock ?? clockOf(folder, options.speed ?? 1);
  const now = (): number => clock.now();
  const log = (options.log ?? standardErrorLog)(clock);
  const storage = await openStorage(folder, options.dynamodbEndpoint, now);
  opened.defer(storage.close);
  const search = new AbortController();
  opened.defer(() => search.abort());
  const authority = await openLocalAuthority(folder.authorityFolder);
  folder.rememberMade();
  const commandToken = commandTokenOf(folder.path);
  const live = await newLiveBroker({
    log,
    clock,
    authorize: async (page) =>
      isSameToken(page.token, commandToken) ? allRights : liveRightsOf(await triggers.authorize(authorizerEvent(page))),
  });
  opened.defer(live.stop);
  const engine = options.wrapEngine?.(storage.engine) ?? storage.engine;
  const liveConnections = { end: async (clientId: string) => live.end(clientId) };
  const { issuer, names = {} } = options;
  const signIn =
    issuer === undefined
      ? openSignIn({
          engine,
          dataFolder: folder.path,
          isDemo: folder.mode === "demo",
          newId: randomUUID,
          isOwnOrigin: (origin) => isOwnOrigin(origin, names),
          endConnections: async (subject) => {
            await endConnections(subject, { connections: new ConnectionStore(engine), liveConnections, log, now });
          },
          failed: (error) => log.error("signing in failed", { error }),
        })
      : undefined;
  opened.defer(() => signIn?.stop());
  const external = issuer && jwksIdentity({ issuer: issuer.url, audience: issuer.audience, now: Date.now });
  const identity = inBoxTime((signIn?.identity ?? external) as IdentityPort, clock);
  let timers: Timers | undefined;
  const timer: TimerPort = {
    set: async (due) => timers?.set(due),
    cancel: async (due) => timers?.cancel(due),
  };
  let sendCommand: CommandPort["send"] = async () => "not-connected";
  const command: CommandPort = { send: (deviceId, order) => sendCommand(deviceId, order) };
  const devicePath: DevicePathPort = {
    send: (message) => triggers.take({ ...message, messageId: randomUUID(), receivedAt: now() }),
  };
  const canary = newCanaryFigures(clock);
  const watchdog = watchdogOf(options, canary, clock, log);
  const ports = {
    command,
    timer,
    live: livePortOn(live, now),
    liveConnections,
    deviceAuthority: authority,
    devicePath,
    notify: notifyPort({ network: options.network ?? ownNetwork, now: () => Date.now() }),
    secrets: newSecrets,
    archive: folderBlobs(folder.archiveFolder),
    identity,
  };
  const runtime: Runtime = { engine, ports, now, newId: randomUUID, log, metrics: canary };
  const quarantine = new QuarantineStore(engine);
  const counters = newCounters(now);
  const surroundings = { now, newId: randomUUID, log };
  const deadLetters = redelivering(newDeadLetters(quarantine, surroundings, counters.noteFault), quarantine, now);
  const refusals = newRefusals({ quarantine, ...surroundings });
  opened.defer(() => within(lastWordsMs, refusals.drain()));
  const invoker = newInvoker(runtime, options.harshness);
  const triggers = bindTriggers({
    invoker,
    clock,
    deadLetters,
    retry: options.retry ?? defaultRetry,
    noteFault: counters.noteFault,
    log,
  });
  const archiveMs = (options.archiveDays ?? defaultArchiveDays) * day;
  const retention = everyMinute(clock, async () => {
    try {
      await storage.deleteExpired(now());
      if (now() % hour < minute) await deleteArchivedBefore(folder.archiveFolder, now() - archiveMs);
    } catch (error) {
      log.error("expired items could not be deleted; tried again in a minute", { error });
    }
  });
  return {
    folder,
    clock,
    log,
    authority,
    identity,
    ...(signIn !== undefined && { signIn }),
    people: new PersonStore(engine),
    roster: {
      people: new PersonStore(engine),
      duties: new DutyStore(engine),
      channels: new ChannelStore(engine),
    },
    live,
    devices: new DeviceStore(engine),
    quarantine,
    refusals,
    counters,
    canary,
    tellsOperators: watchdog !== undefined,
    healthStores: {
      facilities: new FacilityStore(engine),
      residents: new ResidentStore(engine),
      watches: new WatchStore(engine),
      alerts: new AlertStore(engine),
      notifications: new NotificationStore(engine),
      channels: new ChannelStore(engine),
      quarantine,
      log,
    },
    triggers,
    sendCommandsBy(send) {
      sendCommand = send;
    },
    async start() {
      await invoker.load();
      opened.defer(rememberTime(folder, clock));
      timers = await startTimers({
        engine,
        clock,
        atOnce: { "notification-due": callsAtOnce },
        deliver: async (queue, due, receiveCount) => triggers.queues.get(queue)?.deliver(due, receiveCount),
        onDeadLetter: async (queue, due, error) => triggers.queues.get(queue)?.giveUp(due, error),
      });
      triggers.start();
      retention.start();
      watchdog?.start();
    },
    redeliver: ({ dryRun }) => deadLetters.redeliver(triggers, dryRun),
    async lookForDamage() {
      try {
        const damage = await storage.findDamage(search.signal);
        if (damage === undefined) return;
        counters.noteDamage();
        log.error(damagedDatabase(folder.databaseFile, damage));
      } catch (error) {
        if (!search.signal.aborted) log.error("the tables could not be looked through for damage", { error });
      }
    },
    async drain(patienceMs) {
      watchdog?.stop();
      retention.stop();
      await within(patienceMs, Promise.all([timers?.stop(), triggers.stop()]));
    },
    close: () => opened.disposeAsync(),
  };
}

/**
 * Tokens live in real time, functions in the box's, which a simulation hurries: the end of a token is told as the moment
 * that the box's clock will show then.
 */
function inBoxTime(identity: IdentityPort, clock: Clock): IdentityPort {
  return {
    async verify(token) {
      const verified = await identity.verify(token);
      return verified && { ...verified, expiresAt: clock.now() + (verified.expiresAt - Date.now()) * clock.speed };
    },
  };
}

/** In a simulation the test call's ten seconds are over before a disk has written. */
function watchdogOf({ operators = [], network }: CoreOptions, figures: CanaryFigures, clock: Clock, log: Log) {
  if (operators.length === 0 || clock.speed !== 1) return undefined;
  const alarm = newOperatorsAlarm({ routes: operators, log, ...(network !== undefined && { network }) });
  return newWatchdog({ figures, alarm });
}

/** Runs at every full minute of the clock, one run at a time. */
function everyMinute(clock: Clock, run: () => Promise<void>): { start(): void; stop(): void } {
  let cancel = (): void => undefined;
  let isStopped = false;
  function arm(): void {
    const next = (Math.floor(clock.now() / minute) + 1) * minute;
    cancel = clock.setTimer(async () => {
      await run();
      if (!isStopped) arm();
    }, next);
  }
  return {
    start: arm,
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}

/** Waits for the work, but no longer than so; the work goes on meanwhile. */
async function within(patienceMs: number, work: Promise<unknown>): Promise<void> {
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
}

/** Standard output is for the one line that says where the box serves. */
function standardErrorLog(clock: Clock): Log {
  return jsonLog({ now: () => clock.now(), write: (line) => process.stderr.write(`${line}\n`) });
}
