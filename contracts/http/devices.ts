import * as z from "zod/mini";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { id, isoTime } from "./fields.ts";

const kind = z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]);

/** A device with what was heard of it. */
export const device = z.object({
  id,
  kind,
  residentId: id,
  facilityId: id,
  certificateSerial: z.string(),
  enrolledAt: isoTime,
  revokedAt: z.optional(isoTime),
  firmware: z.optional(z.string()),
  connection: z.optional(z.enum(["online", "offline"])),
  lastHeardAt: z.optional(isoTime),
  isSilent: z.boolean(),
  batteryPercent: z.optional(z.number()),
});
export type DeviceView = z.infer<typeof device>;

/** Query of GET /api/devices; without a filter all devices. */
export const deviceQuery = z.strictObject({ facilityId: z.optional(id), residentId: z.optional(id) });

export const deviceList = z.object({
  items: z.array(device),
  /** Devices whose record is damaged, so that it cannot be shown; absent when there are none. */
  unreadable: z.optional(z.array(id)),
});

/** `live` is taken: browsers listen to topics below it. */
const newDeviceId = z.string().check(z.regex(/^(?!live$)[A-Za-z0-9_-]{1,64}$/));

/** POST /api/devices: the private key stays with the caller, only the PKCS#10 request (PEM) travels. */
export const enrolment = z.strictObject({
  id: z.optional(newDeviceId),
  kind,
  residentId: id,
  csr: z.string().check(z.maxLength(8192)),
});

export const enrolled = z.object({
  device,
  certificate: z.string(),
  ca: z.string(),
});
export type Enrolled = z.infer<typeof enrolled>;
