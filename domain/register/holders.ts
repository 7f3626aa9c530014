import type { Device } from "../model/device.ts";
import type { EpochMs } from "../model/time.ts";

/** Far more than a device changes hands while anything that it measured may still be on the way. */
const mostFormer = 8;

/** A device that changes hands: it watches somebody else from now on, or nobody. */
export function passedOn(
  { residentId, heldBefore = [], ...device }: Device,
  holder: { readonly residentId: string; readonly facilityId: string } | undefined,
  now: EpochMs,
): Device {
  const before = { until: now, ...(residentId === undefined ? {} : { residentId }) };
  const { facilityId = device.facilityId } = holder ?? {};
  return {
    ...device,
    facilityId,
    ...(holder === undefined ? {} : { residentId: holder.residentId }),
    assignedAt: now,
    heldBefore: [...heldBefore, before].slice(-mostFormer),
  };
}

/** Whom a device watched at a moment; `undefined` while it lay in stock. What is later than its clock goes by today. */
export function holderAt({ residentId, heldBefore = [] }: Device, at: EpochMs): string | undefined {
  const former = heldBefore.find(({ until }) => at < until);
  return former === undefined ? residentId : former.residentId;
}

/** Everybody else whom it watched, as far as that is known. */
export function formerHolders({ residentId, heldBefore = [] }: Device): readonly string[] {
  return [...new Set(heldBefore.flatMap((before) => before.residentId ?? []))].filter((id) => id !== residentId);
}
