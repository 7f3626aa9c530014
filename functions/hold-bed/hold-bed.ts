import type * as z from "zod/mini";
import { holdView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { heldBed } from "../../contracts/http/beds.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { BedHold, BedPlace } from "../../domain/beds/guard.ts";
import { openBeds } from "../../domain/model/facility.ts";
import { minute } from "../../domain/model/time.ts";
import { bedChangedByOthers, bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown, unknownBed } from "../shell/refusals.ts";

const maxTries = 5;

/**
 * Keeps a bed for somebody who is to come, until a time. With the id of a hold that stands it lasts longer or shorter; a
 * hold of a referral is changed with the referral.
 */
export async function holdBed(
  { path, body, caller }: HttpInput<(typeof bedRoutes)["hold-bed"]>,
  deps: Deps<"hold-bed">,
): Promise<z.input<typeof heldBed>> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const place: BedPlace = { facilityId: path.id, bedId: body.bedId };
  if (!openBeds(facility).some(({ id }) => id === body.bedId)) throw unknownBed(path.id, body.bedId);
  const id = body.holdId ?? deps.newId();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const now = deps.now();
    const { name: by, id: byId } = nameOf(caller);
    const { note } = body;
    const until = now + body.minutes * minute;
    const hold: BedHold = {
      id,
      purpose: "admission",
      until,
      heldAt: now,
      by,
      byId,
      ...(note !== undefined && { note }),
    };
    const [bed] = await deps.residents.bedStates(path.id, [body.bedId]);
    if (bed?.guard.kind === "held" && bed.guard.hold.until > now && bed.guard.hold.purpose === "referral")
      throw bedRefused(body.bedId, "bed-held");
    const outcome = await deps.residents.hold(place, hold, now);
    if (outcome === "held") {
      await tellBeds([path.id], deps);
      return { bedId: body.bedId, hold: holdView(hold, true) };
    }
    if (outcome !== "conflict") throw bedRefused(body.bedId, outcome);
    await deps.backOff(attempt);
  }
  throw bedChangedByOthers(body.bedId);
}
