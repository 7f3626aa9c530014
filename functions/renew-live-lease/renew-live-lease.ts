import type * as z from "zod/mini";
import type { liveLease } from "../../contracts/http/live-lease.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { second } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** Somebody watches the facility from now on, for as long as they say or somebody said before. */
export async function renewLiveLease(
  { path, body }: HttpInput<(typeof routes)["renew-live-lease"]>,
  deps: Deps<"renew-live-lease">,
): Promise<z.input<typeof liveLease>> {
  if ((await deps.facilities.find(path.id)) === undefined) throw unknown("facility", path.id);
  const until = await deps.leases.renew(path.id, deps.now() + body.seconds * second);
  return { until: isoTimeOf(until) };
}
