import { conversionView } from "../../contracts/bed-view.ts";
import type { bedRoutes } from "../../contracts/http/bed-routes.ts";
import type { ConversionView } from "../../contracts/http/beds.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { BedState } from "../../domain/beds/guard.ts";
import { convertingOf, requestedConversion } from "../../domain/beds/request-conversion.ts";
import { bedChangedByOthers, bedRefused } from "../beds/bed-refusals.ts";
import { usedSo } from "../beds/conversion-refusals.ts";
import { namesSeen } from "../beds/names-seen.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { unknownBed } from "../shell/register-refusals.ts";

const maxTries = 5;

/** Asks for a bed to be used otherwise, for whoever lies in it. A bed has one conversion at a time. */
export async function requestConversion(
  { path, body, caller }: HttpInput<(typeof bedRoutes)["request-conversion"]>,
  deps: Deps<"request-conversion">,
): Promise<ConversionView> {
  const now = deps.now();
  // By the day and time it began, so that a list is in the order of time.
  const id = `${new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}-${deps.newId()}`.slice(0, 64);
  await deps.residents.guardBeds(path.id);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const facility = await deps.facilities.find(path.id);
    if (facility === undefined) throw unknown("facility", path.id);
    const [bed] = (await deps.residents.bedStates(path.id, [body.bedId])) as [BedState];
    const conversion = requestedConversion({ id, ...body }, facility, bed, nameOf(caller), now);
    if (conversion === "unknown-bed") throw unknownBed(path.id, body.bedId);
    if (conversion === "used-so") throw usedSo(body.bedId);
    if (typeof conversion === "string") throw bedRefused(body.bedId, conversion);
    const converting = convertingOf(conversion);
    const outcome = await deps.conversions.commit({ conversion, bed, ...(converting && { converting }) });
    if (outcome === "committed") {
      await tellBeds([path.id], deps);
      const names = await namesSeen(
        conversion.residentId === undefined ? [] : [conversion.residentId],
        path.id,
        caller,
        deps,
      );
      return conversionView(conversion, facility, bed, names);
    }
    await deps.backOff(attempt);
  }
  throw bedChangedByOthers(body.bedId);
}
