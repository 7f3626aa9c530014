import { randomUUID } from "node:crypto";
import { folderBlobs } from "../adapters/blob/folder.ts";
import { livePortOn } from "../adapters/bus/aedes.ts";
import type { LocalAuthority } from "../adapters/device-authority/local-ca.ts";
import { type Network, ownNetwork } from "../adapters/notify/network.ts";
import { notifyPort } from "../adapters/notify/notify.ts";
import { newSecrets } from "../adapters/notify/secrets.ts";
import { coturnRelay, type RelaySettings } from "../adapters/relay/coturn.ts";
import type { Timers } from "../adapters/timer/table.ts";
import type { AccountsPort, CommandPort, IdentityPort, LiveConnectionsPort } from "../domain/ports.ts";
import { leastPeriods, type RetentionPeriods } from "../domain/retention/periods.ts";
import type { Ports } from "../functions/shell/deps.ts";
import type { Clock } from "./clock.ts";
import type { LiveBroker } from "./live-broker.ts";
import type { Triggers } from "./triggers.ts";
import type { CanaryReceiver } from "./watchdog/canary-receiver.ts";

/** What ports lead to that exists only after the functions that use them. */
export interface Later {
  timers?: Timers;
  sendCommand: CommandPort["send"];
  triggers(): Triggers;
}

/** Pages reach each other only within one network. */
const noRelay: RelaySettings = { stun: [], turn: [], secret: "" };

/** Every port of the functions of a box. */
export function boxPorts(
  made: {
    readonly authority: LocalAuthority;
    readonly live: LiveBroker;
    readonly liveConnections: LiveConnectionsPort;
    readonly identity: IdentityPort;
    readonly archiveFolder: string;
    readonly receiver: CanaryReceiver;
    readonly network?: Network | undefined;
    readonly relay?: RelaySettings | undefined;
    readonly clock: Clock;
    readonly accounts: AccountsPort;
    readonly retentionPeriods?: RetentionPeriods | undefined;
  },
  later: Later,
): Ports {
  const {
    authority,
    live,
    liveConnections,
    identity,
    archiveFolder,
    receiver,
    network = ownNetwork,
    relay = noRelay,
    clock,
    accounts,
    retentionPeriods = leastPeriods,
  } = made;
  const now = (): number => clock.now();
  return {
    command: { send: (deviceId, order) => later.sendCommand(deviceId, order) },
    timer: {
      set: async (due) => later.timers?.set(due),
      cancel: async (due) => later.timers?.cancel(due),
    },
    live: livePortOn(live, now),
    liveConnections,
    deviceAuthority: authority,
    devicePath: {
      send: (message) => later.triggers().take({ ...message, messageId: randomUUID(), receivedAt: now() }),
    },
    notify: notifyPort({ network, selfTest: receiver, now: () => Date.now() }),
    secrets: newSecrets,
    relay: coturnRelay(relay, () => Date.now()),
    accounts,
    retentionPeriods,
    // The box answers its health itself, and sees how late it stores.
    ingestLag: { lagMs: async () => undefined },
    archive: folderBlobs(archiveFolder),
    identity,
  };
}
