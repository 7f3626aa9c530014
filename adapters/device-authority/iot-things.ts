import {
  CreateThingCommand,
  CreateThingGroupCommand,
  type IoTClient,
  paginateListThingGroupsForThing,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
  UpdateThingCommand,
  UpdateThingGroupsForThingCommand,
} from "@aws-sdk/client-iot";
import type { DeviceKind } from "../../domain/model/device.ts";

/** The registry lacks what the deployment makes: the type of every kind of device. */
export class MissingThingTypeError extends Error {
  readonly code = "missing-thing-type";
  readonly thingType: string;
  constructor(thingType: string, options?: ErrorOptions) {
    super(`the registry of devices has no thing type ${thingType}: deploy the service of this version`, options);
    this.thingType = thingType;
  }
}

const facilityGroup = "anhu-facility-";

/** Enters a device in the registry, of its kind and in the group of its facility alone; again changes nothing. */
export async function registerThing(
  client: IoTClient,
  device: { readonly deviceId: string; readonly kind: DeviceKind; readonly facilityId: string },
): Promise<void> {
  const thingName = device.deviceId;
  await createThing(client, thingName, `anhu-${device.kind}`);
  const thingGroupName = await registerGroup(client, device.facilityId);
  const groups = await groupsOf(client, thingName);
  const former = groups.filter((name) => name.startsWith(facilityGroup) && name !== thingGroupName);
  if (groups.includes(thingGroupName) && former.length === 0) return;
  const change = { thingName, thingGroupsToAdd: [thingGroupName], thingGroupsToRemove: former };
  await client.send(new UpdateThingGroupsForThingCommand(change));
}

/** Enters the group of a facility in the registry and gives back its name; again changes nothing. */
export async function registerGroup(client: IoTClient, facilityId: string): Promise<string> {
  const thingGroupName = `${facilityGroup}${facilityId}`;
  try {
    await client.send(new CreateThingGroupCommand({ thingGroupName }));
  } catch (error) {
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
  }
  return thingGroupName;
}

async function createThing(client: IoTClient, thingName: string, thingTypeName: string): Promise<void> {
  try {
    await client.send(new CreateThingCommand({ thingName, thingTypeName }));
  } catch (error) {
    if (error instanceof ResourceNotFoundException) throw new MissingThingTypeError(thingTypeName, { cause: error });
    if (!(error instanceof ResourceAlreadyExistsException)) throw error;
    // It is there with another type or with attributes that somebody gave it.
    await client.send(new UpdateThingCommand({ thingName, thingTypeName }));
  }
}

async function groupsOf(client: IoTClient, thingName: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { thingGroups = [] } of paginateListThingGroupsForThing({ client }, { thingName }))
    names.push(...thingGroups.map(({ groupName }) => groupName as string));
  return names;
}
