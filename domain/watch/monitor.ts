import type { AlertKind } from "../alerts/alert.ts";
import { freshnessOf } from "../model/freshness.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { EpochMs } from "../model/time.ts";
import { isSilent } from "./device-silence.ts";
import type { MonitoringPlan } from "./plan.ts";
import type { Memory, OpenCondition, Verdict, Watch, WatchedDevice } from "./state.ts";

/** What a monitor may look at: the readings in their order, the devices, what was reported, the plan and the time. */
export interface Situation {
  readonly memory: Memory;
  readonly devices: readonly WatchedDevice[];
  /** What was open after the events that were just reported. */
  readonly open: Watch["open"];
  readonly plan: MonitoringPlan;
  readonly now: EpochMs;
}

/** One rule that judges one kind of condition, from the situation alone. */
export interface Monitor {
  readonly kind: AlertKind;
  /** The verdict while the condition is active. */
  judge(situation: Situation): Verdict | undefined;
  /** Whether the absence of a verdict is calm: false when it only means that nothing is known any more. */
  mayClear(situation: Situation, open: OpenCondition): boolean;
  /** When, without any new reading, the verdict changes next; Infinity when time alone changes nothing. */
  changesAt(situation: Situation): EpochMs;
}

/** Whether the latest value of a code may be read as the present. */
export function isLive({ memory, now }: Situation, code: ObservationCode): boolean {
  const latest = memory.latest[code];
  return latest !== undefined && freshnessOf(code, latest.at, now) === "live";
}

/**
 * Whether the device that gave the latest value of a code is still being heard, so that a device which speaks only of
 * changes is believed. Heard long enough ago that the value would be lost does not count, whatever the kind may be silent.
 */
export function isSourceHeard({ memory, devices, now }: Situation, code: ObservationCode): boolean {
  const source = devices.find((device) => device.deviceId === memory.latest[code]?.deviceId);
  if (source?.lastHeardAt === undefined || isSilent(source, now)) return false;
  return freshnessOf(code, source.lastHeardAt, now) !== "lost";
}
