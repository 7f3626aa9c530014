import { canaryChannelId } from "../../domain/escalation/canary-policy.ts";
import { canary } from "../../domain/model/canary.ts";
import type { Device } from "../../domain/model/device.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { selfTestUrl } from "../../domain/notify/route.ts";
import { addDevice } from "../../domain/watch/roster.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import type { Deps } from "../shell/deps.ts";

/** A real device was registered under the canary's id, when that could still be done: its calls would alert people. */
export class CanaryNameTakenError extends Error {
  readonly code = "canary-name-taken";
  constructor() {
    super(`the device ${canary.deviceId} is not the canary's: it cannot test the service until that one is revoked`);
  }
}

const resident: Resident = {
  id: canary.residentId,
  name: "Canary",
  sex: "female",
  birthDate: "2000-01-01",
  facilityId: canary.facilityId,
  careSetting: "home",
  disabilityLevel: 0,
  palliative: false,
  allergies: [],
  contacts: [],
};

/**
 * Finds the canary's device; makes watch, resident and device where it is missing: the device last, so that it stands
 * for all. It has no certificate: nobody can connect as it. One that was revoked, its own or a real one of its name, is
 * replaced.
 */
export async function settleIn(deps: Deps<"run-canary">): Promise<Device> {
  await settleChannel(deps);
  const known = await deps.devices.find(canary.deviceId);
  if (known !== undefined && known.revokedAt === undefined) return own(known);
  const device: Device = {
    id: canary.deviceId,
    kind: "sos-button",
    residentId: canary.residentId,
    facilityId: canary.facilityId,
    certificateSerial: "none",
    enrolledAt: deps.now(),
  };
  const { id: deviceId, kind, enrolledAt: since } = device;
  await deps.watches.create(addDevice(emptyWatch(canary.residentId), { deviceId, kind, since }));
  await deps.residents.add(resident);
  if (known === undefined) await deps.devices.add(device);
  else await deps.devices.replace(known, device);
  // Another run may have been first.
  return own((await deps.devices.find(canary.deviceId)) ?? device);
}

/** Where the canary's calls end. One that an operator gave another receiver stays as it is. */
async function settleChannel(deps: Deps<"run-canary">): Promise<void> {
  if ((await deps.channels.find(canaryChannelId)) !== undefined) return;
  await deps.channels.add({
    id: canaryChannelId,
    name: "Canary",
    facilityId: canary.facilityId,
    settings: { kind: "webhook", gateway: { url: selfTestUrl, secret: "" } },
    isOn: true,
    language: "en",
    setAt: deps.now(),
    setBy: canary.deviceId,
    version: 1,
  });
}

function own(device: Device): Device {
  if (device.residentId !== canary.residentId) throw new CanaryNameTakenError();
  return device;
}
