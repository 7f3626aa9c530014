import type { Device } from "../domain/model/device.ts";
import type { Item, Write } from "../domain/ports.ts";
import { storedItem } from "./stored-item.ts";
import { tables } from "./tables.ts";

/** One in stock is in no resident's list. */
export function deviceItem(device: Device): Item {
  const { id, residentId, facilityId } = device;
  return storedItem({ id, facilityId, ...(residentId === undefined ? {} : { residentId }) }, device);
}

/** Writes a device unless somebody else wrote it since `before` was read. */
export function replacingDevice(before: Device, after: Device): Write {
  const when = { attribute: "json", equals: JSON.stringify(before) };
  return { kind: "put", table: tables.devices, item: deviceItem(after), when };
}
