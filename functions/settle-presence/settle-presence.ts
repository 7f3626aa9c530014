import { goodbye, type PresenceEvent, presenceEvent } from "../../contracts/presence.ts";
import { type Device, noteCertificateUsed, validSerials } from "../../domain/model/device.ts";
import { newerPresence, type Presence } from "../../domain/model/presence.ts";
import { unreadableRecordOf } from "../intake/quarantine-records.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { QueuedPresence } from "../shell/triggers.ts";

const maxTries = 20;

/** Others kept writing the same device; the events are delivered again. */
export class ContendedDeviceError extends Error {
  readonly code = "contended-row";
  readonly deviceId: string;
  constructor(deviceId: string) {
    super(`device ${deviceId} was written by others ${maxTries} times in a row`);
    this.deviceId = deviceId;
  }
}

/**
 * Takes in that devices came and went: what is newest by the broker's count goes to the device and, as if the device
 * had said it, to the watch. So a device that has no last will is known to be offline as well.
 *
 * An end that a newer connection has overtaken changes nothing, and a goodbye is no fault: only its silence limit
 * speaks of a device that left by itself. A first use of an offered certificate ends its rotation. Clients that are no
 * devices in service (browsers, tools, devices that are only expected) are passed over.
 */
export async function settlePresence(
  records: readonly QueuedPresence[],
  deps: Deps<"settle-presence">,
): Promise<readonly string[]> {
  const failed: string[] = [];
  const byDevice = new Map<string, { readonly recordIds: string[]; readonly events: PresenceEvent[] }>();
  for (const record of records) {
    const event = eventIn(record);
    if (event === undefined) {
      if (!(await keepUnreadable(record, deps))) failed.push(record.recordId);
      continue;
    }
    const group = byDevice.get(event.clientId) ?? { recordIds: [], events: [] };
    byDevice.set(event.clientId, group);
    group.recordIds.push(record.recordId);
    group.events.push(event);
  }
  for (const [deviceId, { recordIds, events }] of byDevice) {
    try {
      await settle(deviceId, events, deps);
    } catch (error) {
      deps.log.error("presence was not settled", { deviceId, error });
      failed.push(...recordIds);
    }
  }
  return failed;
}

async function settle(
  deviceId: string,
  events: readonly PresenceEvent[],
  deps: Deps<"settle-presence">,
): Promise<void> {
  const device = await noted(deviceId, events, deps);
  if (device?.presence === undefined || device.presence.connection === "left") return;
  // In stock nobody waits for it.
  if (device.residentId === undefined) return;
  const resident = await deps.residents.find(device.residentId);
  if (resident === undefined) return deps.log.warn("the resident of a device does not exist", { deviceId });
  // Also after a redelivery that changed nothing on the device: what came before may have stopped here.
  const { connection, at } = device.presence;
  const judgement = await judgeResident({ resident, readings: [{ kind: "status", connection, at, deviceId }] }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
}

/** The device in service with the events noted on it; undefined when there is none. */
async function noted(
  deviceId: string,
  events: readonly PresenceEvent[],
  deps: Deps<"settle-presence">,
): Promise<Device | undefined> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const device = await deps.devices.find(deviceId);
    if (device === undefined || validSerials(device).length === 0) return undefined;
    const after = events.reduce(note, device);
    if (after === device || (await deps.devices.replace(device, after)) === "replaced") return after;
    await deps.backOff(attempt);
  }
  throw new ContendedDeviceError(deviceId);
}

function note(device: Device, event: PresenceEvent): Device {
  const known = event.eventType === "connected" ? noteCertificateUsed(device, event.principalIdentifier) : device;
  const presence = newerPresence(known.presence, presenceOf(event));
  return presence === known.presence ? known : { ...known, presence };
}

function presenceOf({ eventType, disconnectReason, timestamp, versionNumber }: PresenceEvent): Presence {
  const gone = disconnectReason === goodbye ? "left" : "offline";
  return {
    connection: eventType === "connected" ? "online" : gone,
    at: timestamp,
    version: versionNumber ?? timestamp,
  };
}

function eventIn({ body }: QueuedPresence): PresenceEvent | undefined {
  try {
    const parsed = presenceEvent.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

async function keepUnreadable(record: QueuedPresence, deps: Deps<"settle-presence">): Promise<boolean> {
  try {
    await deps.quarantine.add(unreadableRecordOf(record.recordId, Buffer.from(record.body), record.sentAt), deps.now());
    return true;
  } catch (error) {
    deps.log.error("an unreadable lifecycle event was not kept", { messageId: record.recordId, error });
    return false;
  }
}
