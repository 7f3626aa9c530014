import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { type Resident, versionOf } from "../../domain/model/resident.ts";
import { closedByDischarge, needsWord } from "../../domain/register/alerts-along.ts";
import { passedOn } from "../../domain/register/holders.ts";
import { dischargeFrom } from "../../domain/register/place.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { endConsents } from "../joining/end-consents.ts";
import { liveChangeOf, publishLive } from "../judging/live-change.ts";
import { endReferral } from "../referring/end-referral.ts";
import { devicesOf, openAlertsOf } from "../register/belongings.ts";
import { shownResident } from "../register/shown-resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { alertsOpen, residentChangedByOthers } from "../shell/register-refusals.ts";
import { endVisits } from "../visits/end-visits.ts";

const maxTries = 20;
/** An alert takes two of the hundred writes of one commit, a device one; no resident has as many of both. */
const mostDevices = 40;
type Input = HttpInput<(typeof routes)["discharge-resident"]>;

/**
 * Ends the care of a resident in one write: the bed is free, the devices go into stock, the watch is empty and open alerts
 * are closed. While an alert about the person is open, whoever discharges says what it was. Again it changes nothing. Their
 * referral ends after it, unless they are on the way to a hospital or lie there; visits to come are called off; and what
 * relatives were let see ends.
 */
export async function dischargeResident(input: Input, deps: Deps<"discharge-resident">): Promise<ResidentDetailView> {
  const { resident, closed } = await discharged(input, deps);
  if (resident.discharge !== undefined) {
    const cause = resident.discharge.reason === "deceased" ? "died" : "discharged";
    await endConsents(resident.id, cause, nameOf(input.caller), deps);
  }
  if (resident.discharge !== undefined) await endReferral(resident.id, resident.discharge, deps);
  if (resident.discharge !== undefined) await endVisits(resident.id, nameOf(input.caller), deps);
  await tellBeds([resident.facilityId], deps);
  if (closed.length > 0) {
    const now = deps.now();
    const touched = { codes: [], alerts: closed };
    const change = {
      ...liveChangeOf(emptyWatch(resident.id), planFor(resident, now), touched, now),
      isForFamily: true as const,
    };
    await publishLive(resident.facilityId, [change], deps);
  }
  return shownResident(resident, deps);
}

async function discharged(
  { path, body, caller }: Input,
  deps: Deps<"discharge-resident">,
): Promise<{ readonly resident: Resident; readonly closed: readonly Alert[] }> {
  const author = nameOf(caller);
  const { reason, note } = body;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.residents.find(path.id);
    if (before === undefined) throw unknown("resident", path.id);
    const watch = await deps.watches.find(path.id);
    const [devices, alerts] = await Promise.all([
      devicesOf(path.id, watch, deps.devices),
      openAlertsOf(path.id, watch, deps.alerts),
    ]);
    // What came between a first discharge and the end of a judgement that was under way is put in order as well.
    if (before.discharge !== undefined && devices.length + alerts.length === 0) return { resident: before, closed: [] };
    if (body.version !== undefined && body.version !== versionOf(before)) throw residentChangedByOthers(path.id);
    const unsaid = alerts.filter(needsWord).length;
    if (unsaid > 0 && body.openAlerts === undefined) throw alertsOpen(unsaid);
    const now = deps.now();
    const said = { at: now, by: author.name, byId: author.id, reason, ...(note === undefined ? {} : { note }) };
    const step = before.discharge === undefined ? dischargeFrom(before, said) : { after: before };
    const closed = alerts.map((alert) => closedByDischarge(alert, body.openAlerts, author, now));
    const outcome = await deps.residents.commit({
      before,
      ...step,
      ...(watch === undefined ? {} : { watch: { watch: emptyWatch(path.id), version: watch.version } }),
      devices: devices
        .slice(0, mostDevices)
        .map((device) => ({ before: device, after: passedOn(device, undefined, now) })),
      alerts: closed,
    });
    if (outcome === "committed" && devices.length <= mostDevices) return { resident: step.after, closed };
    await deps.backOff(attempt);
  }
  throw residentChangedByOthers(path.id);
}
