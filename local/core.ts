import { randomUUID } from "node:crypto";
import { nobodysAccounts } from "../adapters/accounts/nobodys.ts";
import { type LocalAuthority, openLocalAuthority } from "../adapters/device-authority/local-ca.ts";
import { startTimers } from "../adapters/timer/table.ts";
import { day } from "../domain/model/time.ts";
import type { CommandPort, IdentityPort } from "../domain/ports.ts";
import type { Runtime } from "../functions/shell/deps.ts";
import { jsonLog, type Log } from "../functions/shell/log.ts";
import type { HealthStores } from "../functions/show-health/health-details.ts";
import { AlertStore } from "../stores/alert-store.ts";
import { ChannelStore } from "../stores/channel-store.ts";
import { DeviceStore } from "../stores/device-store.ts";
import { DutyStore } from "../stores/duty-store.ts";
import { FacilityStore } from "../stores/facility-store.ts";
import { NotificationStore } from "../stores/notification-store.ts";
import { PersonStore } from "../stores/person-store.ts";
import { QuarantineStore } from "../stores/quarantine-store.ts";
import { ReferralStore } from "../stores/referral-store.ts";
import { ResidentStore } from "../stores/resident-store.ts";
import { WatchStore } from "../stores/watch-store.ts";
import { defaultArchiveDays } from "./archive-retention.ts";
import { boxPorts, type Later } from "./box-ports.ts";
import { type CanaryFigures, newCanaryFigures } from "./canary-figures.ts";
import type { Clock } from "./clock.ts";
import { clockOf, rememberTime } from "./clock-of-folder.ts";
import { commandTokenOf, isSameToken } from "./command-token.ts";
import type { CoreOptions } from "./core-options.ts";
import { type Counters, newCounters } from "./counters.ts";
import { type DataFolder, openDataFolder } from "./data-folder.ts";
import { newDeadLetters } from "./dead-letters.ts";
import type { RosterStores } from "./demo-roster.ts";
import { newHousekeeping } from "./housekeeping.ts";
import { newInvoker } from "./invoke.ts";
import { type LiveBroker, newLiveBroker } from "./live-broker.ts";
import { allRights, authorizerEvent, liveRightsOf } from "./live-rights.ts";
import { type Redelivery, redelivering } from "./redelivery.ts";
import { newRefusals, type Refusals } from "./refusals.ts";
import { defaultRetry } from "./retry.ts";
import { accountsOfBox } from "./sign-in/accounts-port.ts";
import type { SignInOfBox } from "./sign-in/open-sign-in.ts";
import { openWhoAsks } from "./sign-in/who-asks.ts";
import { damagedDatabase } from "./start-remedies.ts";
import { openStorage } from "./storage.ts";
import { bindTriggers, type Triggers } from "./triggers.ts";
import { openCanaryReceiver } from "./watchdog/canary-receiver.ts";
import { watchdogOf } from "./watchdog/watchdog-of-box.ts";

/** Mostly they wait for other machines; one that hangs takes its place for some seconds. */
const callsAtOnce = 64;
/** Fewer than calls of the staff, which wait for none of them. */
const familiesAtOnce = 16;

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
  readonly referrals: ReferralStore;
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
  const { identity, signIn } = openWhoAsks(options, { engine, folder, liveConnections, clock, log });
  opened.defer(() => signIn?.stop());
  const receiver = await openCanaryReceiver(() => authority.serverIdentity(["localhost"]), log);
  opened.defer(receiver.close);
  const later: Later = { sendCommand: async () => "not-connected", triggers: () => triggers };
  const { network, relay, retentionPeriods } = options;
  const accounts = signIn === undefined ? nobodysAccounts : accountsOfBox(signIn);
  const { archiveFolder } = folder;
  const ports = boxPorts(
    {
      authority,
      live,
      liveConnections,
      identity,
      archiveFolder,
      receiver,
      network,
      relay,
      clock,
      accounts,
      retentionPeriods,
    },
    later,
  );
  const canary = newCanaryFigures(clock);
  const watchdog = watchdogOf(options.operators, { figures: canary, clock, log });
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
  const housekeeping = newHousekeeping({ clock, storage, archiveFolder, archiveMs, log });
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
    referrals: new ReferralStore(engine),
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
      later.sendCommand = send;
    },
    async start() {
      await invoker.load();
      opened.defer(rememberTime(folder, clock));
      later.timers = await startTimers({
        engine,
        clock,
        atOnce: { "notification-due": callsAtOnce, "family-due": familiesAtOnce },
        deliver: async (queue, due, receiveCount) => triggers.queues.get(queue)?.deliver(due, receiveCount),
        onDeadLetter: async (queue, due, error) => triggers.queues.get(queue)?.giveUp(due, error),
      });
      triggers.start();
      housekeeping.start();
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
      housekeeping.stop();
      await within(patienceMs, Promise.all([later.timers?.stop(), triggers.stop()]));
    },
    close: () => opened.disposeAsync(),
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
