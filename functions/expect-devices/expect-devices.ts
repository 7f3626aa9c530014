import type { ExpectationResult } from "../../contracts/http/devices.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { expectDevice } from "../register/expect-device.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * Registers devices by their serial numbers, so that each may claim a certificate when it is switched on. Until then
 * nobody listens for it: it is on no watch and cannot be silent.
 *
 * Each device stands for itself; the same request again changes nothing. A device that was taken out of service may
 * be expected anew, for the same resident or another.
 */
export async function expectDevices(
  { body, caller }: HttpInput<(typeof routes)["expect-devices"]>,
  deps: Deps<"expect-devices">,
): Promise<ExpectationResult> {
  const residents = await deps.residents.findMany([...new Set(body.devices.map(({ residentId }) => residentId))]);
  for (const facilityId of new Set(Array.from(residents.values(), (resident) => resident.facilityId)))
    await deps.deviceAuthority.prepareFacility(facilityId);
  const items: ExpectationResult["items"] = [];
  // One after the other, so that a device named twice meets itself.
  for (const wanted of body.devices)
    items.push(await expectDevice(wanted, residents.get(wanted.residentId), deps, caller));
  return { items };
}
