import { X509Certificate } from "node:crypto";
import type { Bilingual } from "../../contracts/http/fields.ts";
import { newDeviceId } from "../../contracts/http/new-ids.ts";
import { sampleOf } from "../../contracts/payload.ts";
import { type Claim, type ClaimAnswer, claimParameters, overridesFor } from "../../contracts/provisioning.ts";
import { type Device, validSerials } from "../../domain/model/device.ts";
import { addDevice, removeDevice } from "../../domain/watch/roster.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import { judgeClaim } from "./judge-claim.ts";

/**
 * Answers a device that came with its maker's claim certificate: one that is expected gets its own certificate and its
 * place on the watch of its resident; every other one is turned away, and what it said goes into quarantine for
 * operators to see who knocked.
 *
 * A fault turns the device away as well, since nobody may get in unjudged, leaves the same entry and counts as failed;
 * the device asks again. Only when even that cannot be written the fault goes back to the trigger.
 */
export async function approveProvisioning(request: Claim, deps: Deps<"approve-provisioning">): Promise<ClaimAnswer> {
  let detail: Bilingual;
  try {
    const answer = await judge(request, deps);
    if ("allowProvisioning" in answer) return answer;
    detail = answer;
  } catch (error) {
    deps.log.error("a claim could not be judged", { messageId: request.certificateId, error });
    deps.metrics.put({ Failed: 1 }, "approve-provisioning");
    detail = {
      zh: "系统出错，未能判断；设备会再次申领",
      en: "the claim could not be judged because of a fault; the device will ask again",
    };
  }
  await keepRefused(request, detail, deps);
  return { allowProvisioning: false };
}

async function judge(request: Claim, deps: Deps<"approve-provisioning">): Promise<ClaimAnswer | Bilingual> {
  const id = serialNumberIn(request);
  if (id === undefined) {
    const { serialNumber } = claimParameters;
    return { zh: `申领缺少有效的 ${serialNumber}`, en: `the claim has no ${serialNumber}, or none that can be an id` };
  }
  const certificateSerial = new X509Certificate(request.certificatePem).serialNumber;
  const verdict = judgeClaim(await deps.devices.find(id), certificateSerial);
  if (verdict.kind === "refused") return verdict.detail;
  const { device } = verdict;
  if (verdict.kind === "allowed-before") return allowed(device);

  // The watch first: a device that got in and is on no watch would be missed by nobody when it falls silent.
  const { certificateId } = request;
  const claimed: Device = {
    ...device,
    certificateSerial,
    claimedAt: deps.now(),
    claimed: { serial: certificateSerial, certificateId },
  };
  if (!(await putOnWatch(claimed, deps))) {
    return {
      zh: `设备未分配给在住的服务对象（${device.residentId ?? "库存"}）`,
      en: `no resident in care has the device (${device.residentId ?? "in stock"})`,
    };
  }
  if ((await deps.devices.replace(device, claimed)) === "replaced") return allowed(claimed);
  return await afterConflict(claimed, certificateSerial, deps);
}

/** Somebody wrote the device meanwhile: another claim, an enrolment or its revocation. */
async function afterConflict(
  claimed: Device,
  certificateSerial: string,
  deps: Deps<"approve-provisioning">,
): Promise<ClaimAnswer | Bilingual> {
  const device = await deps.devices.find(claimed.id);
  const verdict = judgeClaim(device, certificateSerial);
  if (verdict.kind === "allowed-before") return allowed(verdict.device);
  const isInService = device !== undefined && validSerials(device).length > 0;
  if (!isInService || device.residentId !== claimed.residentId) await takeOffWatch(claimed, deps);
  return verdict.kind === "refused"
    ? verdict.detail
    : { zh: "设备刚刚被别人改动", en: "somebody else changed the device just now" };
}

async function putOnWatch(device: Device, deps: Deps<"approve-provisioning">): Promise<boolean> {
  const resident = device.residentId === undefined ? undefined : await deps.residents.find(device.residentId);
  if (resident === undefined || resident.discharge !== undefined) return false;
  const since = device.claimedAt ?? deps.now();
  const judgement = await judgeResident(
    { resident, readings: [], change: (watch) => addDevice(watch, { deviceId: device.id, kind: device.kind, since }) },
    deps,
  );
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  return true;
}

async function takeOffWatch({ id, residentId }: Device, deps: Deps<"approve-provisioning">): Promise<void> {
  const resident = residentId === undefined ? undefined : await deps.residents.find(residentId);
  if (resident === undefined) return;
  await judgeResident({ resident, readings: [], change: (watch) => removeDevice(watch, id) }, deps);
}

function allowed(device: Device): ClaimAnswer {
  return { allowProvisioning: true, parameterOverrides: overridesFor(device) };
}

function serialNumberIn({ parameters = {} }: Claim): string | undefined {
  const serialNumber = parameters[claimParameters.serialNumber];
  return newDeviceId.safeParse(serialNumber).data;
}

/** The same claim delivered again leaves one entry. */
async function keepRefused(request: Claim, detail: Bilingual, deps: Deps<"approve-provisioning">): Promise<void> {
  const { certificateId, certificatePem: _, ...said } = request;
  const deviceId = serialNumberIn(request);
  const at = deps.now();
  await deps.quarantine.add(
    {
      id: `${certificateId.replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(-40)}-claim-refused`,
      at,
      ...(deviceId === undefined ? {} : { deviceId }),
      reason: "claim-refused",
      detail,
      sample: sampleOf(Buffer.from(JSON.stringify(said))),
    },
    at,
  );
}
