import * as z from "zod/mini";
import { type DeviceKind, deviceKindNames } from "../../domain/model/device.ts";
import { bilingual, id, isoTime } from "./fields.ts";
import { newDeviceId } from "./new-ids.ts";
import { pageEnd, pageQuery } from "./paging.ts";

const kind = z.enum(deviceKindNames as [DeviceKind, ...DeviceKind[]]);

/** A device with what was heard of it. */
export const device = z.object({
  id,
  kind,
  /** Absent while it lies in stock. */
  residentId: z.optional(id),
  facilityId: id,
  /** `expected`: registered to claim its certificate later, and never there so far. */
  state: z.enum(["expected", "in-service", "revoked"]),
  certificateSerial: z.optional(z.string()),
  /** Certificates of a rotation that the device has not used yet; they are valid beside the current one. */
  offered: z.optional(z.array(z.object({ certificateSerial: z.string(), until: isoTime }))),
  enrolledAt: isoTime,
  claimedAt: z.optional(isoTime),
  /** Since when it is with whom it is with now, or in stock; absent when it has been since it was registered. */
  assignedAt: z.optional(isoTime),
  revokedAt: z.optional(isoTime),
  firmware: z.optional(z.string()),
  connection: z.optional(z.enum(["online", "offline"])),
  lastHeardAt: z.optional(isoTime),
  isSilent: z.boolean(),
  batteryPercent: z.optional(z.number()),
});
export type DeviceView = z.infer<typeof device>;

/** Query of GET /api/devices; without a filter all devices. At most 2,000 a page: about 1 MB. */
export const deviceQuery = z.strictObject({
  facilityId: z.optional(id),
  residentId: z.optional(id),
  ...pageQuery(/^(?:[1-9]\d{0,2}|1\d{3}|2000)$/, 2_000),
});

/** A page: facility by facility, in the order of ids. What is enrolled meanwhile neither shifts nor repeats any other. */
export const deviceList = z.object({
  items: z.array(device),
  /** Devices whose record is damaged, so that it cannot be shown; absent when there are none. */
  unreadable: z.optional(z.array(id)),
  ...pageEnd,
});

const csr = z.string().check(z.maxLength(8192));

/** POST /api/devices: the private key stays with the caller, only the PKCS#10 request (PEM) travels. */
export const enrolment = z.strictObject({
  id: z.optional(newDeviceId),
  kind,
  residentId: id,
  csr,
});

export const enrolled = z.object({
  device,
  certificate: z.string(),
  ca: z.string(),
});
export type Enrolled = z.infer<typeof enrolled>;

/** POST /api/devices/{id}/rotate: the private key stays with the device, only the PKCS#10 request (PEM) travels. */
export const rotation = z.strictObject({ csr });

/**
 * POST /api/devices/{id}/assign: to another resident, or with `null` into the stock of its facility. What it measured before
 * stays with whom it was measured of.
 */
export const assignment = z.strictObject({ residentId: z.nullable(id) });

/** POST /api/devices/expected: devices, by their serial numbers, that may claim a certificate when they first come. */
export const expectation = z.strictObject({
  devices: z.array(z.strictObject({ id: newDeviceId, kind, residentId: id })).check(z.minLength(1), z.maxLength(100)),
});

/** One result for each device of the request, in its order. */
export const expectationResult = z.object({
  items: z.array(
    z.object({
      id,
      /** `unchanged`: it was expected already, just so. `refused`: nothing was changed, and `messages` says why. */
      outcome: z.enum(["expected", "unchanged", "refused"]),
      messages: z.optional(bilingual),
    }),
  ),
});
export type ExpectationResult = z.infer<typeof expectationResult>;
