import type { Alert } from "../../domain/alerts/alert.ts";
import { shortenedAlert } from "../../domain/alerts/handling.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import type { DeviceEvent, Reading } from "../../domain/model/reading.ts";
import type { Resident } from "../../domain/model/resident.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { ItemTooLargeError, type LiveChange } from "../../domain/ports.ts";
import { movedAlert } from "../../domain/register/alerts-along.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { isSeen } from "../../domain/watch/events.ts";
import { addDevice } from "../../domain/watch/roster.ts";
import type { Watch } from "../../domain/watch/state.ts";
import { emptyWatch, watch as judge } from "../../domain/watch/watch.ts";
import type { DeviceStore } from "../../stores/device-store.ts";
import type { ResidentStore } from "../../stores/resident-store.ts";
import { tables } from "../../stores/tables.ts";
import type { VersionedWatch, WatchCommit } from "../../stores/watch-store.ts";
import type { Deps } from "../shell/deps.ts";
import { alertChangesOf } from "./alert-changes.ts";
import { armTimer } from "./due-timer.ts";
import { armEscalation, armEscalations } from "./escalation-timer.ts";
import { inTurn } from "./in-turn.ts";
import { liveChangeOf } from "./live-change.ts";
import { type MessageTrace, tellAlerts } from "./tell-alerts.ts";

const maxTries = 20;

/** Others kept writing the same watch; the message is delivered again. */
export class ContendedWatchError extends Error {
  readonly code = "contended-watch";
  readonly residentId: string;
  constructor(residentId: string) {
    super(`the watch of resident ${residentId} was written by others ${maxTries} times in a row`);
    this.residentId = residentId;
  }
}

/** Why a resident is judged now. */
export interface Occasion {
  readonly resident: Resident;
  readonly readings: readonly Reading[];
  /** Recorded together with what it raises; one recorded before is not judged again. */
  readonly event?: { readonly event: DeviceEvent; readonly expiresAt: EpochMs };
  /** What the readings came in, so that an alert can be followed back to its message. */
  readonly messages?: readonly MessageTrace[];
  /** The watch as it was read in a batch; read here when absent or outdated. */
  readonly known?: VersionedWatch | undefined;
  /** A change of the watch that is judged together with the readings, e.g. another device. */
  readonly change?: (watch: Watch) => Watch;
  /** A timer or the sweeper woke the watch, so none is armed any more. */
  readonly isWoken?: boolean;
}

export type Judgement =
  | { readonly kind: "judged"; readonly live: LiveChange }
  | { readonly kind: "unchanged" }
  | { readonly kind: "duplicate-event" };

type JudgingDeps = Omit<Deps<"judge-due-watch">, "residents" | "live"> & {
  readonly residents: Pick<ResidentStore, "find">;
  /** Where readings are judged: who spoke, should the watch not know the device. */
  readonly devices?: Pick<DeviceStore, "findMany">;
};

/**
 * Judges a resident: watch, alerts and event are committed as one, or nothing is.
 *
 * Whoever loses a race reads again and judges again. The timer is armed after the commit; the live change is handed
 * back, so that a batch can publish it together with others. Neither can undo or fail what is committed.
 */
export async function judgeResident(occasion: Occasion, deps: JudgingDeps): Promise<Judgement> {
  return inTurn(occasion.resident.id, (hasWaited) => {
    const { known, ...others } = occasion;
    return judgeUntilCommitted(hasWaited ? others : occasion, deps);
  });
}

async function judgeUntilCommitted(occasion: Occasion, deps: JudgingDeps): Promise<Judgement> {
  const { readings, event } = occasion;
  let { resident } = occasion;
  // Somebody may have called at the moment of leaving: that is told all the same.
  if (resident.discharge !== undefined && event === undefined) return { kind: "unchanged" };
  let stored = occasion.known;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    stored ??= await findOrCreate(resident.id, deps);
    // What the watch has seen was recorded in the same commit.
    if (event !== undefined && isSeen(stored.watch.seenEvents, event.event)) return { kind: "duplicate-event" };
    const now = deps.now();
    const plan = planFor(resident, now);
    const known = await withSpeakers(stored.watch, readings, deps);
    const before = occasion.change?.(known) ?? known;
    const result = judge(before, readings, plan, now, () => deps.newId());
    if (event === undefined && result.state === stored.watch) {
      if (occasion.isWoken === true) await armTimer(stored.watch, undefined, deps);
      return { kind: "unchanged" };
    }

    const alerts = await alertChangesOf(result, resident, deps.alerts, now);
    const commit: WatchCommit = {
      watch: result.state,
      expectedVersion: stored.version,
      ...alerts,
      ...(event === undefined ? {} : { event: { ...event, residentId: resident.id, facilityId: resident.facilityId } }),
    };
    const outcome = await commitWhatFits(commit, deps);
    if (outcome === "duplicate-event") return { kind: "duplicate-event" };
    if (outcome === "committed") {
      await Promise.all([
        armEscalations(alerts, now, deps),
        armTimer(result.state, occasion.isWoken === true ? undefined : stored.watch, deps),
      ]);
      tellAlerts(alerts, occasion.messages ?? [], deps);
      await followResident(alerts.raised, resident, deps);
      const touched = { codes: codesOf(readings), alerts: [...alerts.raised, ...alerts.changed] };
      const change = liveChangeOf(result.state, plan, touched, now);
      const isForFamily = touched.alerts.length > 0 || hasChangedBed(known, readings);
      return { kind: "judged", live: { ...change, ...(isForFamily && { isForFamily }) } };
    }
    stored = undefined;
    await deps.backOff(attempt);
    // Whoever was first may have moved or discharged the resident.
    resident = (await deps.residents.find(resident.id)) ?? resident;
    if (resident.discharge !== undefined && event === undefined) return { kind: "unchanged" };
  }
  throw new ContendedWatchError(resident.id);
}

/** Whether somebody got up or lay down: the newest word on the bed is another one than the newest before. */
function hasChangedBed({ recent, settled }: Watch, readings: readonly Reading[]): boolean {
  const said = readings.findLast((reading) => reading.kind === "observation" && reading.code === "bed-occupancy");
  if (said?.kind !== "observation") return false;
  const before = recent.findLast(([, code]) => code === "bed-occupancy")?.[3] ?? settled.latest["bed-occupancy"]?.value;
  return before !== undefined && before !== said.value;
}

/**
 * Takes alerts along to where the resident is, should they have been moved between the reading of their record and the
 * commit: only who is responsible there sees them and is called.
 */
async function followResident(raised: readonly Alert[], judged: Resident, deps: JudgingDeps): Promise<void> {
  if (raised.length === 0) return;
  const resident = await deps.residents.find(judged.id);
  if (resident === undefined || resident.facilityId === judged.facilityId) return;
  for (const alert of raised) {
    const moved = movedAlert(alert, resident.facilityId, undefined, deps.now());
    if ((await deps.alerts.save(moved)) === "saved") await armEscalation(moved, deps);
    else
      deps.log.error("an alert stayed with the former facility", { alertId: alert.id, facilityId: alert.facilityId });
  }
}

/**
 * Commits, if need be with the stories of its alerts cut short: one alert that no table takes must not lose a fall, nor
 * every later judgement of this resident with it.
 */
async function commitWhatFits(commit: WatchCommit, deps: JudgingDeps): ReturnType<JudgingDeps["watches"]["commit"]> {
  try {
    return await deps.watches.commit(commit);
  } catch (error) {
    if (!(error instanceof ItemTooLargeError) || error.table !== tables.alerts.name) throw error;
    deps.log.error("alert is too large and was shortened", { residentId: commit.watch.residentId, error });
    return await deps.watches.commit({
      ...commit,
      raised: commit.raised.map(shortenedAlert),
      changed: commit.changed.map(shortenedAlert),
    });
  }
}

/** A watch lost between the two writes of a registration is made here: nobody stays unwatched. */
async function findOrCreate(residentId: string, deps: JudgingDeps): Promise<VersionedWatch> {
  const stored = await deps.watches.find(residentId);
  if (stored !== undefined) return stored;
  await deps.watches.create(emptyWatch(residentId));
  const created = await deps.watches.find(residentId);
  if (created === undefined) throw new ContendedWatchError(residentId);
  return created;
}

/**
 * Adds devices that speak but are not on the watch: their enrolment stopped half-way. They are read after the watch,
 * so that one which was taken off it by its revocation is seen as revoked.
 */
async function withSpeakers(state: Watch, readings: readonly Reading[], deps: JudgingDeps): Promise<Watch> {
  const onWatch = new Set(state.devices.map(({ deviceId }) => deviceId));
  const strangers = new Set(readings.map(({ deviceId }) => deviceId).filter((deviceId) => !onWatch.has(deviceId)));
  if (strangers.size === 0 || deps.devices === undefined) return state;
  const devices = await deps.devices.findMany([...strangers]);
  return [...devices.values()]
    .filter((device) => device.residentId === state.residentId && device.revokedAt === undefined)
    .reduce((watch, { id, kind, enrolledAt }) => addDevice(watch, { deviceId: id, kind, since: enrolledAt }), state);
}

function codesOf(readings: readonly Reading[]): ReadonlySet<ObservationCode> {
  const codes = new Set<ObservationCode>();
  for (const reading of readings) if (reading.kind === "observation") codes.add(reading.code);
  return codes;
}
