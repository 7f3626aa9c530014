import { type Device, isDeadAfter, revocationOf, withdrawOffers, withoutOutgoing } from "../../domain/model/device.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";

const atOnce = 4;

/** Some certificates could not be ended; the next run takes them again. It counts as failed, so that it is seen. */
export class UnendedRotationsError extends Error {
  readonly code = "unended-rotations";
  readonly failed: number;
  constructor(failed: number) {
    super(`the certificates of ${failed} devices could not be ended`);
    this.failed = failed;
  }
}

/**
 * Revokes what rotations left over: certificates whose successor was used, and successors that were not used in time;
 * and again what a revocation could not end for good, because the cloud had not registered the device yet.
 *
 * The device's item says first that a certificate is outgoing, then the authority revokes it, then the item forgets it.
 * So no certificate that the item calls valid is ever revoked, and what stopped half-way is completed by the next run.
 */
export async function endRotations(_tick: undefined, deps: Deps<"end-rotations">): Promise<void> {
  const facilities = await deps.facilities.list();
  readableOf(facilities, deps.log);
  let failed = facilities.unreadable.length;
  for (const facilityId of idsOf(facilities)) {
    const listing = await deps.devices.listByFacility(facilityId);
    const devices = readableOf(listing, deps.log).filter((device) => isRotating(device, deps.now()));
    failed += listing.unreadable.length;
    await forEachBounded(devices, atOnce, async ({ id }) => {
      try {
        await endRotation(id, deps);
      } catch (error) {
        failed += 1;
        deps.log.error("certificates could not be ended", { deviceId: id, error });
      }
    });
  }
  if (failed > 0) throw new UnendedRotationsError(failed);
}

function isRotating(device: Device, now: number): boolean {
  return device.outgoing !== undefined || withdrawOffers(device, now) !== device;
}

/** Whoever writes the device meanwhile goes before; the next run comes. */
async function endRotation(deviceId: string, deps: Deps<"end-rotations">): Promise<void> {
  // The list comes from an index, which may lag; what is revoked must be outgoing now.
  const device = await deps.devices.find(deviceId);
  if (device === undefined) return;
  const ending = withdrawOffers(device, deps.now());
  const { outgoing } = ending;
  if (outgoing === undefined) return;
  if (ending !== device) {
    deps.log.warn("a rotation was not taken up and is withdrawn", { deviceId });
    if ((await deps.devices.replace(device, ending)) === "conflict") return;
  }
  const dead: string[] = [];
  for (const serial of outgoing) {
    const answer = await deps.deviceAuthority.revoke(revocationOf(ending, serial));
    if (isDeadAfter(answer, ending, deps.now())) dead.push(serial);
  }
  if (dead.length > 0) await deps.devices.replace(ending, withoutOutgoing(ending, dead));
}
