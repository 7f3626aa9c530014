import type { Refusal } from "../../contracts/payload.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { QuarantineStore } from "../../stores/quarantine-store.ts";
import type { Deps } from "../shell/deps.ts";
import type { DeviceMessage } from "../shell/events.ts";
import { quarantineRecordsOf, revokedDevice, unknownDevice } from "./quarantine-records.ts";

/** The device that sent a message and the resident whom it watches. */
export interface Speaker {
  readonly device: Device;
  readonly resident: Resident;
}

/** Judges whether a device may speak for a resident; who may not is told apart by the reason. */
export function speakerOf(
  deviceId: string,
  device: Device | undefined,
  resident: Resident | undefined,
): Speaker | Refusal {
  if (device?.revokedAt !== undefined) return revokedDevice(deviceId);
  return device === undefined || resident === undefined ? unknownDevice(deviceId) : { device, resident };
}

/** Finds who sent one message. */
export async function findSpeaker(
  deviceId: string,
  deps: Pick<Deps<"ingest-event">, "devices" | "residents">,
): Promise<Speaker | Refusal> {
  const device = await deps.devices.find(deviceId);
  const resident = device === undefined ? undefined : await deps.residents.find(device.residentId);
  return speakerOf(deviceId, device, resident);
}

/** Keeps what of a message could not be taken in. */
export async function quarantine(
  message: DeviceMessage,
  refusals: readonly Refusal[],
  deps: Pick<Deps<"ingest-event">, "now"> & { readonly quarantine: Pick<QuarantineStore, "add"> },
): Promise<void> {
  if (refusals.length === 0) return;
  const now = deps.now();
  for (const record of quarantineRecordsOf(message, refusals, now)) await deps.quarantine.add(record, now);
}
