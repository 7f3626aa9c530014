import type * as z from "zod/mini";
import { type DeviceView, deviceList } from "../contracts/http/devices.ts";
import { facilityList, type newFacility } from "../contracts/http/facilities.ts";
import { type NewResident, residentList } from "../contracts/http/residents.ts";
import { type BoxApi, getAll, getJson, postJson, SimulatorError } from "./box.ts";
import type { County, SimulatedDevice } from "./county/county.ts";
import { EnrolmentRefusedError, enrol } from "./enrol.ts";
import type { KeyFolder } from "./key-folder.ts";
import type { DeviceCredentials } from "./mqtt-transport.ts";

export interface Registration {
  /** The devices as they are in service, in the same order: one whose key was lost has been replaced under another id. */
  readonly devices: readonly SimulatedDevice[];
  readonly credentials: readonly DeviceCredentials[];
}

const enrolTogether = 4;
const mostReplacements = 50;

/**
 * Registers facilities, residents and devices through the box's API. What the box has already stays as it is; a device
 * whose key is not in the folder any more is revoked and replaced by a new one.
 */
export async function registerCounty(
  api: BoxApi,
  county: County,
  keys: KeyFolder,
  connections: "mtls" | "plain",
): Promise<Registration> {
  const facilities = new Set(facilityList.parse(await getJson(api, "/api/facilities")).items.map(({ id }) => id));
  for (const { id, name, kind, beds } of county.facilities) {
    if (facilities.has(id)) continue;
    const body: z.input<typeof newFacility> = { id, name, kind, beds: [...beds] };
    await postJson(api, "/api/facilities", body);
  }
  const residents = new Set((await getAll(api, "/api/residents", residentList)).map(({ id }) => id));
  const newcomers = county.people.filter(({ id }) => !residents.has(id));
  await inGroups(newcomers, enrolTogether, async (person) => {
    const { id, name, sex, birthDate, facilityId, bedId, careSetting, disabilityLevel, palliative } = person;
    const identity = { id, name, sex, birthDate, facilityId, bedId, careSetting, disabilityLevel, palliative };
    const body: NewResident = {
      ...identity,
      ...(person.spo2Scale2 === undefined ? {} : { spo2Scale2: person.spo2Scale2 }),
      allergies: [...person.allergies],
      contacts: [...person.contacts],
    };
    await postJson(api, "/api/residents", body);
  });
  const known = new Map((await getAll(api, "/api/devices", deviceList)).map((device) => [device.id, device]));
  const settled = await inGroups(county.devices, enrolTogether, (device) =>
    putIntoService(api, device, known, keys, connections),
  );
  return {
    devices: settled.map(({ device }) => device),
    credentials: settled.map(({ credentials }) => credentials),
  };
}

/** Revokes devices: none of them can connect any more, and none counts as silent. */
export async function retireDevices(api: BoxApi, devices: readonly SimulatedDevice[]): Promise<void> {
  await inGroups(devices, enrolTogether, ({ id }) => postJson(api, `/api/devices/${id}/revoke`));
}

interface InService {
  readonly device: SimulatedDevice;
  readonly credentials: DeviceCredentials;
}

async function putIntoService(
  api: BoxApi,
  device: SimulatedDevice,
  known: ReadonlyMap<string, DeviceView>,
  keys: KeyFolder,
  connections: "mtls" | "plain",
): Promise<InService> {
  for (let generation = 1; generation <= mostReplacements; generation++) {
    const id = generation === 1 ? device.id : `${device.id}-${generation}`;
    const candidate = { ...device, id };
    const existing = known.get(id);
    if (existing?.revokedAt !== undefined) continue;
    if (existing?.state === "in-service" && connections === "plain")
      return { device: candidate, credentials: { deviceId: id } };
    const serial = existing?.certificateSerial;
    const tls = serial === undefined ? undefined : keys.find(id, serial);
    if (tls !== undefined) return { device: candidate, credentials: { deviceId: id, tls } };
    const enrolled = await enrolNew(api, candidate, keys);
    if (enrolled !== undefined) return enrolled;
    await postJson(api, `/api/devices/${id}/revoke`);
  }
  throw new SimulatorError(`device ${device.id} has been replaced ${mostReplacements} times; start with a new --seed`);
}

/** Undefined when the box has a device of this id after all. */
async function enrolNew(api: BoxApi, device: SimulatedDevice, keys: KeyFolder): Promise<InService | undefined> {
  try {
    const { id, kind, residentId } = device;
    const { certificate, ca, key } = await enrol(api, { id, kind, residentId });
    const tls = { certificatePem: certificate, keyPem: key, caPem: ca };
    keys.save(device.id, tls);
    return { device, credentials: { deviceId: device.id, tls } };
  } catch (error) {
    if (!(error instanceof EnrolmentRefusedError))
      throw new SimulatorError(`the box at ${api.http} stopped answering while devices were enrolled`, {
        cause: error,
      });
    if (error.status === 409) return undefined;
    throw new SimulatorError(`the box refuses device ${device.id}: ${error.message}`, { cause: error });
  }
}

/** Does some at a time, and answers in the order of the list. */
async function inGroups<T, R>(list: readonly T[], size: number, act: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += size)
    results.push(...(await Promise.all(list.slice(from, from + size).map(act))));
  return results;
}
