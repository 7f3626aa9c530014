import { doingText } from "../../contracts/family-alert-words.ts";
import { lightNext, lightSentence, placeSentence } from "../../contracts/family-light-words.ts";
import { knownByView, nextVisitView, nightView, staffVisitView } from "../../contracts/family-views.ts";
import type { FamilyLightView, FamilyResidentView } from "../../contracts/http/family.ts";
import { isoTimeOf, timeField } from "../../contracts/iso-time.ts";
import { alertTitle } from "../../contracts/words.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { courseOf } from "../../domain/family/alert-course.ts";
import { isAboutPerson, type Light, lightOf } from "../../domain/family/light.ts";
import { latestNight, nightOf } from "../../domain/family/night.ts";
import { lastSignOf, whereaboutsOf } from "../../domain/family/sign-of-life.ts";
import { lastStaffVisit } from "../../domain/family/staff-visit.ts";
import { telephoneOf } from "../../domain/family/telephone.ts";
import { type DeviceKind, deviceKinds } from "../../domain/model/device.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { day } from "../../domain/model/time.ts";
import { openVisitStates } from "../../domain/visits/transitions.ts";
import { timeOf, type Visit } from "../../domain/visits/visit.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import type { Watch } from "../../domain/watch/state.ts";
import type { Deps } from "../shell/deps.ts";
import { alertsOf, notesOf, type Transfer, transferOf, visitsOf, watchOf } from "./care-records.ts";
import { dayLogsOf } from "./day-logs.ts";
import { rolesAt } from "./role-of.ts";
import type { Seen } from "./seen-by.ts";

type NowDeps = Deps<"show-family">;

/**
 * How a resident is now, as far as the relative is let see it. What no class that they have asks for is not even read. A
 * damaged record costs what rests on it, and the light says so.
 */
export async function residentNow(
  resident: Resident,
  seen: Seen,
  caller: Caller,
  deps: NowDeps,
): Promise<FamilyResidentView> {
  const facility = await deps.facilities.find(resident.facilityId);
  const phone = facility === undefined ? undefined : telephoneOf(facility);
  const head = {
    id: resident.id,
    name: resident.name,
    relation: seen.relation,
    facility: {
      id: resident.facilityId,
      name: facility?.name ?? resident.facilityId,
      ...(phone !== undefined && { phone }),
    },
    access: seen.access,
  };
  if (seen.classes.size === 0 && seen.alerts === "none") return head;
  const { discharge } = resident;
  if (discharge !== undefined) {
    const { reason, at } = discharge;
    return { ...head, place: { kind: "left", reason, at: isoTimeOf(at), sentence: placeSentence(reason, at) } };
  }
  return { ...head, place: { kind: "in-care" }, ...(await fieldsOf(resident, seen, caller, deps)) };
}

async function fieldsOf(
  resident: Resident,
  { classes, alerts: seesAlerts }: Seen,
  caller: Caller,
  deps: NowDeps,
): Promise<Partial<FamilyResidentView>> {
  const now = deps.now();
  const { id } = resident;
  const has = { light: classes.has("status-light"), record: classes.has("record"), video: classes.has("video") };
  const [watched, transfer, notes, visits, night] = await Promise.all([
    has.light || seesAlerts !== "none" ? watchOf(id, deps) : undefined,
    has.light ? transferOf(id, deps) : undefined,
    has.record ? orNothing(() => notesOf(id, deps), "notes", deps) : undefined,
    has.record || has.video ? orNothing(() => visitsOf(id, deps), "visits", deps) : undefined,
    classes.has("vitals") ? orNothing(() => nightNow(id, deps), "night", deps) : undefined,
  ]);
  const isAlertsRead = has.light || has.record || seesAlerts !== "none";
  const found = isAlertsRead ? await alertsOf(id, watched?.watch, deps) : undefined;
  const own = found?.alerts ?? [];
  const visit = has.record ? lastStaffVisit({ alerts: own, notes: notes ?? [], visits: visits ?? [] }, now) : undefined;
  const holders = seesAlerts === "none" ? [] : own.map(({ holder }) => holder?.personId);
  const roleOf = await rolesAt(resident.facilityId, [visit?.byId, ...holders], deps);
  const light =
    has.light && watched !== undefined && found !== undefined
      ? lightOf({ ...watched, ...found, transfer: transfer?.now, plan: planFor(resident, now), now })
      : undefined;
  const kindOf = kindsIn(watched?.watch);
  const sign = has.light && watched?.watch !== undefined ? lastSignOf(watched.watch, now) : undefined;
  const next = has.video ? nextOf(visits ?? []) : undefined;
  const open = own.filter(
    (alert) => alert.closedAt === undefined && isAboutPerson(alert.kind) && isSeen(alert, seesAlerts),
  );
  return {
    ...(light !== undefined && {
      light: lightView(light, {
        watch: watched?.watch,
        transfer,
        alert: classes.has("alerts") ? own.find(({ id: alertId }) => alertId === light.alertId) : undefined,
        isHouseSeen: classes.has("alerts") || has.record,
        roleOf,
        now,
      }),
    }),
    ...(sign !== undefined && { lastSign: knownByView(sign, kindOf(sign.deviceId), now) }),
    ...(visit !== undefined && { staffVisit: staffVisitView(visit, roleOf) }),
    ...(night !== undefined && { night: nightView(night) }),
    ...(seesAlerts !== "none" && {
      openAlerts: { count: open.length, urgent: open.filter(({ priority }) => priority === "high").length },
    }),
    ...(next !== undefined && { nextVisit: nextVisitView(next, nameOf(caller).id) }),
  };
}

function isSeen({ priority }: Alert, sees: Seen["alerts"]): boolean {
  return sees === "all" || (sees === "emergencies" && priority === "high");
}

async function nightNow(residentId: string, deps: NowDeps) {
  const morning = latestNight(deps.now());
  return nightOf(morning, await dayLogsOf(residentId, [morning - day, morning], deps), deps.now());
}

/** What cannot be read is left out of the answer, which is not the same as that there is nothing; the log says so. */
async function orNothing<T>(read: () => Promise<T>, what: string, { log }: NowDeps): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    log.error(`${what} of what relatives see cannot be read`, { error });
    return undefined;
  }
}

/** The first that is open, one under way before the others. */
function nextOf(visits: readonly Visit[]): Visit | undefined {
  const open = visits.filter(({ state }) => openVisitStates.includes(state) && state !== "notes");
  const rank = ({ state, scheduledAt }: Visit): number =>
    state === "waiting" || state === "in-call" ? 0 : scheduledAt === undefined ? 2 : 1;
  return open.toSorted((a, b) => rank(a) - rank(b) || timeOf(a) - timeOf(b))[0];
}

function kindsIn(watch: Watch | undefined): (deviceId: string) => DeviceKind | undefined {
  const kinds = new Map(watch?.devices.map(({ deviceId, kind }) => [deviceId, kind]));
  return (deviceId) => kinds.get(deviceId);
}

interface LightAround {
  readonly watch: Watch | undefined;
  readonly transfer: Transfer | undefined;
  /** Of the light, for whoever may see alerts. */
  readonly alert: Alert | undefined;
  /** Whether the hospital may be named. */
  readonly isHouseSeen: boolean;
  readonly roleOf: Parameters<typeof staffVisitView>[1];
  readonly now: number;
}

function lightView(light: Light, { watch, transfer, alert, isHouseSeen, roleOf, now }: LightAround): FamilyLightView {
  const { state, reason, since, sign, silent, validUntil } = light;
  const hospital = isHouseSeen ? transfer?.hospital : undefined;
  const doing = alert && doingText(alert, courseOf(alert, now), alert.holder && roleOf(alert.holder.personId));
  const next = lightNext(reason, doing);
  const labels = silent.map(({ kind }) => ({ device: kind, label: { ...deviceKinds[kind].label } }));
  return {
    state,
    reason,
    sentence: lightSentence(reason, {
      whereabouts: watch === undefined ? { kind: "unknown" } : whereaboutsOf(watch, now),
      ...(alert !== undefined && { alertTitle: alertTitle(alert.kind, alert.reason) }),
      ...(transfer !== undefined && { stage: transfer.stage }),
      ...(hospital !== undefined && { hospital }),
      silent: labels.map(({ label }) => label),
    }),
    ...(next !== undefined && { next }),
    ...timeField("since", since),
    ...(sign !== undefined && { by: knownByView(sign, kindsIn(watch)(sign.deviceId), now) }),
    ...(labels.length > 0 && { silent: labels }),
    validUntil: isoTimeOf(validUntil),
    ...(transfer !== undefined && {
      transfer: { stage: transfer.stage, ...(hospital !== undefined && { hospital }) },
    }),
  };
}
