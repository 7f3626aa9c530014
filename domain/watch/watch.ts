import type { AlertKind } from "../alerts/alert.ts";
import type { Reading } from "../model/reading.ts";
import { type EpochMs, minute } from "../model/time.ts";
import { inCase } from "./cases.ts";
import { type ConditionChange, meetCalm, meetVerdict } from "./conditions.ts";
import { withBatteries } from "./devices.ts";
import { nextDue } from "./due.ts";
import { judgeEvent, type LatchingEvent } from "./events.ts";
import { withInhibition } from "./inhibition.ts";
import { takeIn } from "./intake.ts";
import { lyingAfter } from "./long-lie.ts";
import { emptyMemory, foldReadings, remember } from "./memory.ts";
import type { Situation } from "./monitor.ts";
import { monitors } from "./monitors.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { Memory, OpenCondition, Verdict, Watch, WatchResult } from "./state.ts";

/**
 * Another event of an open kind that arrives within this time of the call that was told is the same call: a button
 * pressed twice, two sensors at one fall. What their clocks say does not count: one may stand still or be an hour behind.
 */
const sameCallMs = minute;

/** The watch of a resident of whom nothing is known and whom no device follows. */
export function emptyWatch(residentId: string): Watch {
  return { residentId, settled: emptyMemory, recent: [], devices: [], open: {}, seenEvents: [] };
}

/**
 * Judges a resident with some new readings, or with none when only time has passed.
 *
 * Inside the lateness window the order of arrival does not matter; a duplicate changes nothing; stale data clears
 * nothing; at most one condition of a kind is open and its priority only rises. When nothing changes at all, `state`
 * is the very watch that was given.
 */
export function watch(
  state: Watch,
  readings: readonly Reading[],
  plan: MonitoringPlan,
  now: EpochMs,
  newAlertId: () => string,
): WatchResult {
  const intake = takeIn(state, readings, plan, now);
  const memory = foldReadings(intake.watch.settled, intake.watch.recent, plan);
  const devices = withBatteries(intake.watch.devices, memory.batteries);
  const changes = new Changes(intake.watch.open);
  for (const event of intake.events)
    changes.note(event.type, meetEvent(event, changes.open[event.type], memory, now, newAlertId));
  const situation: Situation = { memory, devices, open: changes.open, plan, now };
  for (const monitor of monitors) {
    const open = changes.open[monitor.kind];
    const verdict = monitor.judge(situation);
    if (verdict !== undefined) changes.note(monitor.kind, meetVerdict(verdict, open, now, newAlertId));
    else if (open !== undefined && monitor.mayClear(situation, open)) changes.note(monitor.kind, meetCalm(open, now));
  }

  const inhibited = changes.inhibit();
  const dueAt = nextDue(situation, changes.open);
  const { dueAt: _, ...judged } = { ...intake.watch, devices, open: changes.open };
  const next: Watch = dueAt === undefined ? judged : { ...judged, dueAt };
  const { raised, changed, cleared, reactivated } = changes;
  const result = isSame(state, next) ? state : next;
  remember(result, plan, memory);
  return { state: result, raised, changed, cleared, reactivated, inhibited, refused: intake.refused };
}

function meetEvent(
  event: LatchingEvent,
  open: OpenCondition | undefined,
  memory: Memory,
  now: EpochMs,
  newAlertId: () => string,
): ConditionChange {
  const verdict = judgeEvent(event, now);
  if (open === undefined) {
    const { condition, ...told } = meetVerdict(verdict, open, now, newAlertId);
    return { ...told, condition: condition && { ...condition, toldAt: now, ...lyingAfter(event, open, memory, now) } };
  }
  if (Math.abs(now - (open.toldAt ?? open.raisedAt)) < sameCallMs) return { condition: open };
  const condition = { ...open, toldAt: now, reason: verdict.reason, ...lyingAfter(event, open, memory, now) };
  return { condition, tell: "reactivated", verdict };
}

/** Collects what changes against the conditions that were open; the record is copied at the first change. */
class Changes {
  open: Watch["open"];
  readonly raised: (Verdict & { readonly alertId: string })[] = [];
  readonly changed: (Verdict & { readonly alertId: string })[] = [];
  readonly reactivated: (Verdict & { readonly alertId: string })[] = [];
  readonly cleared: { readonly kind: AlertKind; readonly alertId: string }[] = [];

  constructor(open: Watch["open"]) {
    this.open = open;
  }

  /** Settles what is inhibited; what was raised just now is told with it. */
  inhibit(): WatchResult["inhibited"] {
    const before = this.open["low-battery"];
    this.open = withInhibition(this.open);
    const after = this.open["low-battery"];
    if (after === undefined || after === before) return [];
    const { alertId, inhibitedBy: by } = after;
    if (this.raised.some((raised) => raised.alertId === alertId)) return [];
    return [{ alertId, ...(by !== undefined && { by }) }];
  }

  note(kind: AlertKind, { condition, tell, verdict }: ConditionChange): void {
    const before = this.open[kind];
    if (condition !== before) {
      const { [kind]: _, ...others } = this.open;
      this.open = condition === undefined ? others : { ...others, [kind]: inCase(condition, kind, others, tell) };
    }
    const alertId = (condition ?? before)?.alertId;
    if (tell === undefined || alertId === undefined) return;
    if (tell === "cleared") this.cleared.push({ kind, alertId });
    else if (verdict !== undefined) this[tell].push({ ...verdict, alertId });
  }
}

function isSame(a: Watch, b: Watch): boolean {
  return (
    a.dueAt === b.dueAt &&
    a.open === b.open &&
    a.devices === b.devices &&
    a.recent === b.recent &&
    a.settled === b.settled &&
    a.settledTo === b.settledTo &&
    a.seenEvents === b.seenEvents
  );
}
