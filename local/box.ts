import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { hostname, networkInterfaces } from "node:os";
import { resolve } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { commandPortOn } from "../adapters/bus/device-commands.ts";
import { operatorsCommand } from "../functions/shell/admission.ts";
import { writeBoxFile } from "./box-pointer.ts";
import type { Clock } from "./clock.ts";
import { commandTokenOf, isSameToken } from "./command-token.ts";
import { type Core, type CoreOptions, openCore } from "./core.ts";
import type { Mode } from "./data-folder.ts";
import { type DeviceLimits, defaultDeviceLimits, newDeviceBroker } from "./device-broker.ts";
import { plainListener, renewDaily, tlsListener } from "./device-listeners.ts";
import { healthOf } from "./health.ts";
import { newHttpApp } from "./http.ts";
import { listen } from "./listening.ts";
import { asStartRefusal } from "./start-remedies.ts";
import { acceptUpgrades } from "./upgrade.ts";

export interface BoxOptions extends CoreOptions {
  /** Port 0 takes any free one. */
  readonly httpPort: number;
  readonly mqttsPort: number;
  readonly mqttPort: number;
  readonly limits?: Partial<DeviceLimits>;
}

/** Where a box serves. */
export interface BoxAddresses {
  readonly http: string;
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
}

const loopback = "127.0.0.1";
const drainMs = 2_500;

/** Opens the data folder; throws a StartRefusedError for what the operator can put right. */
export async function newBox(options: BoxOptions): Promise<Box> {
  let core: Core | undefined;
  try {
    core = await openCore(options);
    return await boxOn(core, options);
  } catch (error) {
    await core?.close();
    throw asStartRefusal(error, resolve(options.dataFolder));
  }
}

async function boxOn(core: Core, options: BoxOptions): Promise<Box> {
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

  const app = newHttpApp({
    routes: core.triggers.routes,
    authorize: async (token) => {
      if (isSameToken(token, commandToken)) return operatorsCommand;
      const identity = await core.identity.verify(token);
      return identity && { jwt: { claims: { sub: identity.subject } } };
    },
    redeliver: (options) => core.redeliver(options),
    now: () => core.clock.now(),
    log: core.log,
    health: () =>
      healthOf({
        clock: core.clock,
        mode: core.folder.mode,
        quarantine: core.quarantine,
        counters: core.counters,
        canary: core.canary,
        devicesConnected: () => broker.devicesConnected,
      }),
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false, autoCleanupIncoming: false });
  const web = createServer(
    { requestTimeout: 30_000, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 },
    (request, response) => void answer(request, response),
  );
  acceptUpgrades(web, core.live.upgrade);
  const plain = plainListener(broker);
  const identity = () => core.authority.serverIdentity(ownNames());
  const tls = tlsListener(broker, await identity(), core.log);
  const stopRenewing = renewDaily(tls, identity, core.log);

  async function start(): Promise<void> {
    try {
      await core.start();
      const mqttPort = await listen(plain, options.mqttPort, loopback, "--mqtt-port");
      const mqttsPort = await listen(tls, options.mqttsPort, undefined, "--mqtts-port");
      const httpPort = await listen(web, options.httpPort, loopback, "--http-port");
      addresses = {
        http: `http://${loopback}:${httpPort}`,
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
    stopRenewing();
    broker.refuseFurther();
    for (const server of [web, plain, tls]) if (server.listening) server.close();
    web.closeIdleConnections();
    await core.drain(drainMs);
    // One turn of the event loop lets the last acknowledgements and answers out.
    await new Promise(setImmediate);
    await broker.stop();
    web.closeAllConnections();
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
  return [...new Set(["localhost", "127.0.0.1", "::1", hostname(), ...addresses])];
}

/** Tells the operator's command where this box is. */
function announce({ folder }: Core, addresses: BoxAddresses): void {
  writeBoxFile(folder.addressFile, { ...addresses, pid: process.pid, dataFolder: folder.path });
}
