import type { Refusal } from "../../contracts/payload.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { formerHolders, holderAt } from "../../domain/register/holders.ts";
import type { QuarantineStore } from "../../stores/quarantine-store.ts";
import type { Deps } from "../shell/deps.ts";
import type { DeviceMessage } from "../shell/events.ts";
import { readEach } from "../shell/read-each.ts";
import { deviceInStock, quarantineRecordsOf, revokedDevice, unknownDevice } from "./quarantine-records.ts";

/** The device that sent a message and the resident whom it watches. */
export interface Speaker {
  readonly device: Device;
  readonly resident: Resident;
  /** Those whom the device watched before, by id: what it measured then is theirs. */
  readonly former?: ReadonlyMap<string, Resident>;
}

/**
 * Of whom a device speaks when it says what it measured at `at`. Who is not known any more, or in stock nobody, gives way
 * to whom it watches now.
 */
export function subjectAt({ device, resident, former }: Speaker, at: EpochMs): Resident {
  const holder = holderAt(device, at);
  return (holder === undefined ? undefined : former?.get(holder)) ?? resident;
}

/** Judges whether a device may speak for a resident; who may not is told apart by the reason. */
function speakerOf(deviceId: string, device: Device | undefined, resident: Resident | undefined): Speaker | Refusal {
  if (device?.revokedAt !== undefined) return revokedDevice(deviceId);
  if (device !== undefined && device.residentId === undefined) return deviceInStock(deviceId);
  return device === undefined || resident === undefined ? unknownDevice(deviceId) : { device, resident };
}

/** Finds who sent one message. */
export async function findSpeaker(
  deviceId: string,
  deps: Pick<Deps<"ingest-event">, "devices" | "residents">,
): Promise<Speaker | Refusal> {
  const device = await deps.devices.find(deviceId);
  const resident = device?.residentId === undefined ? undefined : await deps.residents.find(device.residentId);
  const speaker = speakerOf(deviceId, device, resident);
  if ("reason" in speaker || speaker.device.heldBefore === undefined) return speaker;
  return { ...speaker, former: await deps.residents.findMany(formerHolders(speaker.device)) };
}

/**
 * Finds who sent the messages of a batch. A device that is in the answer neither as speaker nor as refused could not
 * be read, and its messages are to be delivered again.
 */
export async function findSpeakers(
  deviceIds: readonly string[],
  deps: Pick<Deps<"ingest-event">, "devices" | "residents" | "log">,
): Promise<ReadonlyMap<string, Speaker | Refusal>> {
  const devices = await readEach(deps.devices, deviceIds);
  const residentIds = new Set<string>();
  for (const device of devices.found.values()) {
    if (device.residentId !== undefined) residentIds.add(device.residentId);
    for (const id of formerHolders(device)) residentIds.add(id);
  }
  const residents = await readEach(deps.residents, [...residentIds]);
  for (const [deviceId, error] of devices.unreadable) deps.log.error("device cannot be read", { deviceId, error });
  for (const [residentId, error] of residents.unreadable)
    deps.log.error("resident cannot be read", { residentId, error });

  const speakers = new Map<string, Speaker | Refusal>();
  for (const deviceId of deviceIds) {
    const device = devices.found.get(deviceId);
    const residentId = device?.residentId ?? "";
    if (devices.unreadable.has(deviceId) || residents.unreadable.has(residentId)) continue;
    const speaker = speakerOf(deviceId, device, residents.found.get(residentId));
    const hasFormer = !("reason" in speaker) && speaker.device.heldBefore !== undefined;
    speakers.set(deviceId, hasFormer ? { ...speaker, former: residents.found } : speaker);
  }
  return speakers;
}

/** Keeps what of a message could not be taken in. */
export async function quarantine(
  message: DeviceMessage,
  refusals: readonly Refusal[],
  deps: Pick<Deps<"ingest-event">, "now" | "metrics"> & { readonly quarantine: Pick<QuarantineStore, "add"> },
): Promise<void> {
  if (refusals.length === 0) return;
  const records = quarantineRecordsOf(message, refusals);
  for (const record of records) await deps.quarantine.add(record, deps.now());
  deps.metrics.put({ Refused: records.length });
}
