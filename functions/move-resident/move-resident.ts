import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import { type Resident, versionOf } from "../../domain/model/resident.ts";
import { movedAlert } from "../../domain/register/alerts-along.ts";
import { moveTo, type Place } from "../../domain/register/place.ts";
import type { ResidentCommit } from "../../stores/resident-store.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { armEscalation } from "../judging/escalation-timer.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { devicesOf, openAlertsOf } from "../register/belongings.ts";
import { shownResident } from "../register/shown-resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { facilityClosed, noLongerInCare, residentChangedByOthers, unknownBed } from "../shell/register-refusals.ts";
import { endVisits } from "../visits/end-visits.ts";

const maxTries = 20;
type Input = HttpInput<(typeof routes)["move-resident"]>;
type Move = Deps<"move-resident">;
type Along = Pick<ResidentCommit, "watch" | "devices" | "alerts">;

/**
 * Brings a resident to another bed or facility. With the facility go the devices and the open alerts, in one write: at no
 * moment is somebody alarmed who is not responsible any more, or nobody. Visits that the former house asked for are called
 * off.
 */
export async function moveResident(input: Input, deps: Move): Promise<ResidentDetailView> {
  const { before, after } = await moved(input, deps);
  await endVisits(after.id, nameOf(input.caller), deps);
  if (before.facilityId !== after.facilityId) {
    // Both homes see it at once: their boards read anew who is there.
    const judgement = await judgeResident({ resident: after, readings: [], change: (watch) => ({ ...watch }) }, deps);
    if (judgement.kind === "judged") await publishLive(after.facilityId, [judgement.live], deps);
  }
  return shownResident(after, deps);
}

async function moved(
  { path, body, caller }: Input,
  deps: Move,
): Promise<{ readonly before: Resident; readonly after: Resident }> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.residents.find(path.id);
    if (before === undefined) throw unknown("resident", path.id);
    if (before.discharge !== undefined) throw noLongerInCare(path.id);
    const place = placeOf(before, body);
    if (!mayDo(caller, "resident.manage", { kind: "facility", facilityId: place.facilityId }))
      throw unknown("facility", place.facilityId);
    const facility = await deps.facilities.find(place.facilityId);
    if (facility === undefined) throw unknown("facility", place.facilityId);
    if (before.facilityId !== facility.id && isClosedOn(facility, dateOf(deps.now()))) throw facilityClosed(facility);
    if (place.bedId !== undefined && !facility.beds.some(({ id }) => id === place.bedId))
      throw unknownBed(facility.id, place.bedId);
    const step = moveTo(before, place, nameOf(caller), deps.now());
    if (step === undefined) return { before, after: before };
    if (body.version !== undefined && body.version !== versionOf(before)) throw residentChangedByOthers(path.id);
    const along: Along =
      before.facilityId === place.facilityId ? {} : await goingAlong(before, place, nameOf(caller), deps);
    const taking = { now: deps.now(), holdId: body.holdId };
    const outcome = await deps.residents.commit({ before, ...step, ...along, taking });
    if (outcome === "committed") {
      await Promise.all((along.alerts ?? []).map((alert) => armEscalation(alert, deps)));
      await tellBeds([before.facilityId, place.facilityId], deps);
      return { before, after: step.after };
    }
    if (outcome !== "conflict") throw bedRefused(place.bedId ?? "", outcome);
    await deps.backOff(attempt);
  }
  throw residentChangedByOthers(path.id);
}

/** Another facility without a word of the bed: none there yet. */
function placeOf(resident: Resident, { facilityId = resident.facilityId, bedId }: Input["body"]): Place {
  const stays = facilityId === resident.facilityId ? resident.bedId : undefined;
  const bed = bedId === undefined ? stays : (bedId ?? undefined);
  return { facilityId, ...(bed === undefined ? {} : { bedId: bed }) };
}

/** The watch is written as well: whoever judged by the former facility judges again. */
async function goingAlong(
  resident: Resident,
  { facilityId }: Place,
  by: { readonly name: string; readonly id: string },
  deps: Move,
): Promise<Along> {
  const watch = await deps.watches.find(resident.id);
  const [devices, alerts] = await Promise.all([
    devicesOf(resident.id, watch, deps.devices),
    openAlertsOf(resident.id, watch, deps.alerts),
  ]);
  return {
    ...(watch === undefined ? {} : { watch }),
    devices: devices.map((device) => ({ before: device, after: { ...device, facilityId } })),
    alerts: alerts.map((alert) => movedAlert(alert, facilityId, by, deps.now())),
  };
}
