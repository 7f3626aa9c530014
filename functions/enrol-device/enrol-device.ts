import { deviceView } from "../../contracts/device-view.ts";
import type { Enrolled } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { canary } from "../../domain/model/canary.ts";
import {
  type Device,
  formerOf,
  isDeadAfter,
  isExpected,
  knownSerials,
  revocationOf,
} from "../../domain/model/device.ts";
import { second } from "../../domain/model/time.ts";
import { addDevice } from "../../domain/watch/roster.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { alreadyExists, unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

/** No request takes that long: an enrolment without an end that began earlier has stopped half-way. */
const underWayForMs = 30 * second;

/**
 * Puts a device into service: certificate, device item, watch, in this order.
 *
 * An enrolment that stopped half-way left no device on the watch and delivered no certificate; the same request again,
 * half a minute later, replaces what it left. One that was completed or may still be under way is refused, so that
 * nobody can take over a device by its id and no certificate that was handed out is void. A device that is expected just
 * so need not come and claim its certificate: an enrolment brings it into service as well.
 */
export async function enrolDevice(
  { body }: HttpInput<(typeof routes)["enrol-device"]>,
  deps: Deps<"enrol-device">,
): Promise<Enrolled> {
  const resident = await deps.residents.find(body.residentId);
  if (resident === undefined) throw unknown("resident", body.residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(resident.id);
  const deviceId = body.id ?? deps.newId();
  if (deviceId === canary.deviceId) throw alreadyExists("device", deviceId);

  const leftOver = await deps.devices.find(deviceId);
  const outgoing: string[] = [];
  if (leftOver !== undefined) {
    if (!(await mayReplace(leftOver, body, deps))) throw alreadyExists("device", deviceId);
    for (const serial of knownSerials(leftOver)) {
      const answer = await deps.deviceAuthority.revoke(revocationOf(leftOver, serial));
      if (!isDeadAfter(answer, leftOver, deps.now())) outgoing.push(serial);
    }
  }
  const certificate = await deps.deviceAuthority.certify({
    deviceId,
    kind: body.kind,
    facilityId: resident.facilityId,
    csrPem: body.csr,
  });
  const device: Device = {
    id: deviceId,
    kind: body.kind,
    residentId: resident.id,
    facilityId: resident.facilityId,
    certificateSerial: certificate.serial,
    enrolledAt: deps.now(),
    ...(leftOver && formerOf(leftOver)),
    ...(outgoing.length > 0 && { outgoing }),
  };
  const isMine =
    leftOver === undefined
      ? (await deps.devices.add(device)) === "added"
      : (await deps.devices.replace(leftOver, device)) === "replaced";
  if (!isMine) {
    await deps.deviceAuthority.revoke({ deviceId, certificateSerial: certificate.serial });
    throw alreadyExists("device", deviceId);
  }

  const judgement = await judgeResident(
    {
      resident,
      readings: [],
      change: (watch) => addDevice(watch, { deviceId, kind: device.kind, since: device.enrolledAt }),
    },
    deps,
  );
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  return {
    device: deviceView(device, undefined, deps.now()),
    certificate: certificate.certificatePem,
    ca: certificate.caPem,
  };
}

async function mayReplace(
  device: Device,
  request: { readonly kind: string; readonly residentId: string },
  deps: Deps<"enrol-device">,
): Promise<boolean> {
  if (device.revokedAt !== undefined) return false;
  if (device.kind !== request.kind || device.residentId !== request.residentId) return false;
  if (isExpected(device)) return true;
  if (Math.abs(deps.now() - device.enrolledAt) < underWayForMs) return false;
  const stored = await deps.watches.find(request.residentId);
  return stored?.watch.devices.some(({ deviceId }) => deviceId === device.id) !== true;
}
