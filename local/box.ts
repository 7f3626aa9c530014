import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { hostname, networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { commandPortOn } from "../adapters/bus/device-commands.ts";
import { operatorsCommand } from "../functions/shell/admission.ts";
import type { ReferralStore } from "../stores/referral-store.ts";
import { writeBoxFile } from "./box-pointer.ts";
import type { Clock } from "./clock.ts";
import { commandTokenOf, isSameToken } from "./command-token.ts";
import { type Core, openCore } from "./core.ts";
import type { CoreOptions } from "./core-options.ts";
import type { Mode } from "./data-folder.ts";
import type { RosterStores } from "./demo-roster.ts";
import { newDeviceBroker } from "./device-broker.ts";
import { type DeviceLimits, defaultDeviceLimits } from "./device-limits.ts";
import { plainListener, renewDaily, tlsListener } from "./device-listeners.ts";
import { healthFor } from "./health.ts";
import { newHttpApp } from "./http.ts";
import { listen } from "./listening.ts";
import type { OwnNames } from "./loopback.ts";
import { accountRoutes } from "./sign-in/account-routes.ts";
import { endingSessions } from "./sign-in/ending-sessions.ts";
import type { SignInOfBox } from "./sign-in/open-sign-in.ts";
import { signInOfPages, signInOrigin } from "./sign-in/pages-config.ts";
import { asStartRefusal } from "./start-remedies.ts";
import { acceptUpgrades } from "./upgrade.ts";
import { plainWeb, readTlsFiles, reloadOnChange, type TlsFiles, tlsWeb } from "./web-servers.ts";

export interface BoxOptions extends CoreOptions {
  /** Port 0 takes any free one. */
  readonly httpPort: number;
  readonly mqttsPort: number;
  readonly mqttPort: number;
  /** Serves pages and API beyond loopback too, under TLS. @default on loopback only, in plain HTTP */
  readonly beyond?: BeyondLoopback;
  readonly limits?: Partial<DeviceLimits>;
}

export interface BeyondLoopback {
  /** The address to listen on, e.g. `0.0.0.0`. */
  readonly host: string;
  /** Port 0 takes any free one. */
  readonly port: number;
  /** @default a certificate of the box's own authority */
  readonly tls?: TlsFiles;
}

/** Where a box serves. */
export interface BoxAddresses {
  /** On loopback. */
  readonly http: string;
  /** Beyond loopback, as people open it. */
  readonly https?: string;
  readonly mqtts: string;
  readonly mqtt: string;
}

/** The whole service in this process: pages and API, MQTT for devices, functions, tables, timers, certificates. */
export interface Box {
  /** Resolves when everything serves. */
  start(): Promise<void>;
  /** Stores and acknowledges what is in work, ends all connections, gives the folder free. Safe to call again. */
  stop(): Promise<void>;
  /** Of a started box. */
  readonly addresses: BoxAddresses;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly dataFolder: string;
  /** By which the operators' command proves itself (local/command-token.ts). */
  readonly commandToken: string;
  /** Absent where another issuer signs people in. */
  readonly signIn?: SignInOfBox;
  readonly roster: RosterStores;
  readonly referrals: ReferralStore;
}

const loopback = "127.0.0.1";
const drainMs = 2_500;

/** Opens the data folder; throws a StartRefusedError for what the operator can put right. */
export async function newBox(options: BoxOptions): Promise<Box> {
  let core: Core | undefined;
  try {
    const names = { ...options.names, ...(options.beyond !== undefined && { machine: new Set(ownNames()) }) };
    core = await openCore({ ...options, names });
    return await boxOn(core, options, names);
  } catch (error) {
    await core?.close();
    throw asStartRefusal(error, resolve(options.dataFolder));
  }
}

async function boxOn(core: Core, options: BoxOptions, names: OwnNames): Promise<Box> {
  const commandToken = commandTokenOf(core.folder.path);
  const boot = randomBytes(6).toString("hex");
  let messages = 0;
  let addresses: BoxAddresses | undefined;
  let stopped: Promise<void> | undefined;

  const broker = await newDeviceBroker({
    findDevice: (id) => core.devices.find(id),
    isRevoked: (serial) => core.authority.isRevoked(serial),
    notePresence: (event) => core.triggers.notePresence(event),
    take: core.counters.counting((message) => core.triggers.take(message)),
    refusals: core.refusals,
    limits: scaled({ ...defaultDeviceLimits, ...options.limits }, core.clock.speed),
    now: () => core.clock.now(),
    newMessageId: () => `${boot}-${(messages++).toString(36)}`,
    log: core.log,
  });
  core.sendCommandsBy(commandPortOn(broker).send);
  core.authority.onRevoked((deviceId, serial) => broker.endConnections(deviceId, serial));

  const { signIn, people } = core;
  const { pageConfig, otherOrigins } = signInOfPages(options.issuer, core.log);
  const app = newHttpApp({
    routes: core.triggers.routes.map((route) => (signIn === undefined ? route : endingSessions(route, signIn))),
    ...(signIn !== undefined && {
      ownRoutes: accountRoutes({ accounts: signIn.accounts, people, now: () => core.clock.now() }),
    }),
    pageConfig,
    otherOrigins,
    names,
    authorize: async (token) => {
      if (isSameToken(token, commandToken)) return operatorsCommand;
      const identity = await core.identity.verify(token);
      return identity && { jwt: { claims: { sub: identity.subject } } };
    },
    redeliver: (options) => core.redeliver(options),
    now: () => core.clock.now(),
    log: core.log,
    health: (authorizer, { details }) =>
      healthFor(authorizer, details === "1", {
        clock: core.clock,
        mode: core.folder.mode,
        quarantine: core.quarantine,
        counters: core.counters,
        canary: core.canary,
        devicesConnected: () => broker.devicesConnected,
        tellsOperators: core.tellsOperators,
        people,
        details: core.healthStores,
        dataFolder: core.folder.path,
        log: core.log,
      }),
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false, autoCleanupIncoming: false });
  function serve(request: IncomingMessage, response: ServerResponse): void {
    const origin = signIn === undefined ? undefined : signInOrigin(request, names);
    void (origin === undefined ? answer(request, response) : signIn?.front(request, response, origin));
  }
  const web = plainWeb(serve);
  acceptUpgrades(web, core.live.upgrade, names);
  const plain = plainListener(broker);
  const { publicUrl } = names;
  const identity = () =>
    core.authority.serverIdentity([
      ...new Set([...ownNames(), ...(publicUrl === undefined ? [] : [publicUrl.hostname])]),
    ]);
  const tls = tlsListener(broker, await identity(), core.log);
  const { beyond } = options;
  const webTls = beyond && tlsWeb(beyond.tls === undefined ? await identity() : readTlsFiles(beyond.tls), serve);
  if (webTls !== undefined) acceptUpgrades(webTls, core.live.upgrade, names);
  const renewals = [
    renewDaily([tls, ...(webTls !== undefined && beyond?.tls === undefined ? [webTls] : [])], identity, core.log),
    ...(webTls !== undefined && beyond?.tls !== undefined ? [reloadOnChange(webTls, beyond.tls, core.log)] : []),
  ];

  async function start(): Promise<void> {
    try {
      await core.start();
      const mqttPort = await listen(plain, options.mqttPort, loopback, "--mqtt-port");
      const mqttsPort = await listen(tls, options.mqttsPort, undefined, "--mqtts-port");
      const httpPort = await listen(web, options.httpPort, loopback, "--http-port");
      const httpsPort = webTls && beyond && (await listen(webTls, beyond.port, beyond.host, "--https-port"));
      const opened =
        names.publicUrl?.origin ?? (httpsPort === undefined ? undefined : `https://${hostname()}:${httpsPort}`);
      addresses = {
        http: `http://${loopback}:${httpPort}`,
        ...(opened !== undefined && { https: opened }),
        mqtts: `mqtts://localhost:${mqttsPort}`,
        mqtt: `mqtt://${loopback}:${mqttPort}`,
      };
      announce(core, addresses);
      void core.lookForDamage();
    } catch (error) {
      await stop();
      throw asStartRefusal(error, core.folder.path);
    }
  }

  async function stopOnce(): Promise<void> {
    for (const stopRenewing of renewals) stopRenewing();
    broker.refuseFurther();
    const webs = webTls === undefined ? [web] : [web, webTls];
    for (const server of [...webs, plain, tls]) if (server.listening) server.close();
    for (const server of webs) server.closeIdleConnections();
    await core.drain(drainMs);
    // One turn of the event loop lets the last acknowledgements and answers out.
    await new Promise(setImmediate);
    await broker.stop();
    for (const server of webs) server.closeAllConnections();
    await core.close();
    rmSync(core.folder.addressFile, { force: true });
  }

  function stop(): Promise<void> {
    stopped ??= stopOnce();
    return stopped;
  }

  return {
    start,
    stop,
    get addresses() {
      if (addresses === undefined) throw new Error("the box has not started");
      return addresses;
    },
    mode: core.folder.mode,
    clock: core.clock,
    dataFolder: core.folder.path,
    commandToken,
    ...(signIn !== undefined && { signIn }),
    roster: core.roster,
    referrals: core.referrals,
  };
}

/** Devices of a fast simulation live in box time, and so does their rate. */
function scaled(limits: DeviceLimits, speed: number): DeviceLimits {
  const { perSecond, burst } = limits.messages;
  const factor = Math.max(1, speed);
  return { ...limits, messages: { perSecond: perSecond * factor, burst: burst * factor } };
}

/** Every name and address under which a device may know this machine. */
function ownNames(): readonly string[] {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter(({ family, internal }) => family === "IPv4" && !internal)
    .map(({ address }) => address);
  return [...new Set(["localhost", "127.0.0.1", "::1", hostname().toLowerCase(), ...addresses])];
}

/** Tells the operator's command where this box is. */
function announce({ folder }: Core, addresses: BoxAddresses): void {
  writeBoxFile(folder.addressFile, { ...addresses, pid: process.pid, dataFolder: folder.path });
}
