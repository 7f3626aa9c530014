import type * as z from "zod/mini";
import type { familyRoutes } from "../../contracts/http/family-routes.ts";
import type { liveLease } from "../../contracts/http/live-lease.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { second } from "../../domain/model/time.ts";
import { familyLease } from "../../stores/lease-store.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** A relative watches the resident from now on, for as long as they say or somebody said before. */
export async function renewFamilyLease(
  { path, body }: HttpInput<(typeof familyRoutes)["renew-family-lease"]>,
  deps: Deps<"renew-family-lease">,
): Promise<z.input<typeof liveLease>> {
  const until = await deps.leases.renew(familyLease(path.id), deps.now() + body.seconds * second);
  return { until: isoTimeOf(until) };
}
