import type * as z from "zod/mini";
import type { ExpectationResult, expectation } from "../../contracts/http/devices.ts";
import type { Bilingual } from "../../contracts/http/fields.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { canary } from "../../domain/model/canary.ts";
import { type Device, formerOf, isExpected } from "../../domain/model/device.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { DeviceStore } from "../../stores/device-store.ts";
import type { WatchStore } from "../../stores/watch-store.ts";
import { alreadyExists, unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

type Wanted = z.output<typeof expectation>["devices"][number];
type Expected = ExpectationResult["items"][number];

interface ExpectingDeps {
  readonly devices: Pick<DeviceStore, "find" | "add" | "replace">;
  readonly watches: Pick<WatchStore, "find">;
  now(): number;
}

/**
 * Registers one device by its serial number, so that it may claim a certificate when it is first switched on; dry, it only
 * says what would become of it. Of a device that the caller does not manage only its existence is told, not whose it is.
 */
export async function expectDevice(
  wanted: Wanted,
  resident: Resident | undefined,
  deps: ExpectingDeps,
  caller: Caller,
  isDry = false,
): Promise<Expected> {
  const { id } = wanted;
  if (id === canary.deviceId) return refused(id, alreadyExists("device", id).detail);
  if (resident === undefined) return refused(id, unknown("resident", wanted.residentId).detail);
  if (resident.discharge !== undefined) return refused(id, noLongerInCare(resident.id).detail);
  const { facilityId } = resident;
  const device: Device = { id, kind: wanted.kind, residentId: resident.id, facilityId, enrolledAt: deps.now() };
  const known = await deps.devices.find(id);
  if (known === undefined) {
    if (isDry) return { id, outcome: "expected" };
    return (await deps.devices.add(device)) === "added" ? { id, outcome: "expected" } : refused(id, changedMeanwhile);
  }
  if (!mayManage(caller, known)) return refused(id, alreadyExists("device", id).detail);
  if (isExpected(known)) {
    const isSame = known.kind === wanted.kind && known.residentId === resident.id;
    return isSame ? { id, outcome: "unchanged" } : refused(id, expectedOtherwise(known));
  }
  if (known.revokedAt === undefined) return refused(id, inService(known));
  const stored = known.residentId === undefined ? undefined : await deps.watches.find(known.residentId);
  if (stored?.watch.devices.some(({ deviceId }) => deviceId === id) === true) return refused(id, halfRevoked);
  if (known.outgoing !== undefined) return refused(id, notDeadYet);
  if (isDry) return { id, outcome: "expected" };
  return (await deps.devices.replace(known, { ...device, ...formerOf(known) })) === "replaced"
    ? { id, outcome: "expected" }
    : refused(id, changedMeanwhile);
}

function mayManage(caller: Caller, { facilityId, residentId }: Device): boolean {
  const subject =
    residentId === undefined
      ? ({ kind: "facility", facilityId } as const)
      : ({ kind: "resident", facilityId, residentId } as const);
  return mayDo(caller, "device.manage", subject);
}

function refused(id: string, messages: Bilingual): Expected {
  return { id, outcome: "refused", messages };
}

function expectedOtherwise({ kind, residentId }: Device): Bilingual {
  return {
    zh: `已为服务对象 ${residentId ?? "（库存）"} 预先登记为 ${kind}。如需更改，请先吊销再重新登记。`,
    en: `It is expected as a ${kind} for resident ${residentId ?? "(stock)"}. To change that, revoke it first, then expect it again.`,
  };
}

function inService({ residentId }: Device): Bilingual {
  return {
    zh: `设备已在使用（${residentId ?? "库存"}）。如需给另一位服务对象，请改派。`,
    en: `The device is in service (${residentId ?? "in stock"}). To give it to another resident, assign it.`,
  };
}

const halfRevoked: Bilingual = {
  zh: "设备的吊销尚未完成，请先再次吊销。",
  en: "The revocation of the device is not complete: revoke it again first.",
};
/** What its former certificate says would be taken for the new resident's. */
const notDeadYet: Bilingual = {
  zh: "设备的旧证书可能仍会生效，系统每小时再次吊销；请稍后重试（最迟一天后）。",
  en: "A former certificate of the device may still become active; it is revoked again every hour. Try again later, at the latest after a day.",
};
const changedMeanwhile: Bilingual = {
  zh: "设备刚刚被别人改动，请重试。",
  en: "Somebody else changed the device just now: try again.",
};
