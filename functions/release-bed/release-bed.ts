import type * as z from "zod/mini";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { releasedBed } from "../../contracts/http/beds.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { notHeldBy } from "../beds/bed-refusals.ts";
import { endHold } from "../beds/end-hold.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { unknownBed } from "../shell/register-refusals.ts";

const maxTries = 5;

/** Frees a bed that is held by this hold, that of a referral too, whose case knows it in the same write: a house decides about its beds. */
export async function releaseBed(
  { path, body, caller }: HttpInput<(typeof bedRoutes)["release-bed"]>,
  deps: Deps<"release-bed">,
): Promise<z.input<typeof releasedBed>> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  if (!facility.beds.some(({ id }) => id === body.bedId)) throw unknownBed(path.id, body.bedId);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const [bed] = await deps.residents.bedStates(path.id, [body.bedId]);
    if (bed?.guard.kind !== "held" || bed.guard.hold.id !== body.holdId) break;
    const { hold } = bed.guard;
    const at = deps.now();
    const why = hold.until <= at ? "expired" : "by-hand";
    const outcome = await endHold(bed.place, hold, { at, why, by: nameOf(caller) }, deps);
    if (outcome === "released") {
      await tellBeds([path.id], deps);
      return { bedId: body.bedId };
    }
    await deps.backOff(attempt);
  }
  throw notHeldBy(body.bedId, body.holdId);
}
