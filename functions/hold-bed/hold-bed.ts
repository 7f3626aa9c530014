import type * as z from "zod/mini";
import { holdView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { heldBed } from "../../contracts/http/beds.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { type BedHold, type BedPlace, type BedState, guardAt } from "../../domain/beds/guard.ts";
import { openBeds } from "../../domain/model/facility.ts";
import { minute } from "../../domain/model/time.ts";
import { bedForCase } from "../beds/bed-for-case.ts";
import { bedChangedByOthers, bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { unknownBed } from "../shell/register-refusals.ts";

const maxTries = 5;
/** So long after it the same words are the same wish, and not another one. */
const repeatedMs = 10 * minute;

type Input = HttpInput<(typeof bedRoutes)["hold-bed"]>;

/**
 * Keeps a bed for somebody who is to come, until a time; for somebody whom a referral brings, in one write with their case.
 * With the id of a hold that stands it lasts longer or shorter. Asked again in the same words by the same person while their
 * hold stands, as after an answer that was cut off, it is answered with that hold.
 */
export async function holdBed({ path, body, caller }: Input, deps: Deps<"hold-bed">): Promise<z.input<typeof heldBed>> {
  const facility = await deps.facilities.find(path.id);
  if (facility === undefined) throw unknown("facility", path.id);
  const place: BedPlace = { facilityId: path.id, bedId: body.bedId };
  if (!openBeds(facility).some(({ id }) => id === body.bedId)) throw unknownBed(path.id, body.bedId);
  if (body.referralId !== undefined) return holdForCase(place, body.referralId, { body, caller }, deps);
  const { minutes = 0 } = body;
  const id = body.holdId ?? deps.newId();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const now = deps.now();
    const { name: by, id: byId } = nameOf(caller);
    const { note } = body;
    const until = now + minutes * minute;
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
    const said = body.holdId === undefined ? standing(bed, hold) : undefined;
    if (said !== undefined) return { bedId: body.bedId, hold: holdView(said, true) };
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

async function holdForCase(
  place: BedPlace,
  referralId: string,
  { body, caller }: Pick<Input, "body" | "caller">,
  deps: Deps<"hold-bed">,
): Promise<z.input<typeof heldBed>> {
  const { minutes } = body;
  const by = nameOf(caller);
  const asked = { referralId, place, by, ...(minutes !== undefined && { minutesMs: minutes * minute }) };
  const { bed, referral, at } = await bedForCase(asked, deps);
  await tellBeds([place.facilityId], deps);
  const hold: BedHold = {
    id: referral.id,
    purpose: "referral",
    until: bed.until,
    heldAt: at,
    by: by.name,
    byId: by.id,
  };
  return { bedId: bed.bedId, hold: holdView(hold, true) };
}

/** The hold that the same person asked for before in the same words, and which counts. */
function standing(bed: BedState | undefined, asked: BedHold): BedHold | undefined {
  const guard = bed === undefined ? undefined : guardAt(bed.guard, asked.heldAt);
  if (guard?.kind !== "held") return undefined;
  const { hold } = guard;
  const isSame =
    hold.purpose === asked.purpose &&
    hold.byId === asked.byId &&
    hold.note === asked.note &&
    hold.until - hold.heldAt === asked.until - asked.heldAt &&
    asked.heldAt - hold.heldAt <= repeatedMs;
  return isSame ? hold : undefined;
}
