import type { AlertKind, AlertPriority, Shelf, VerdictInput, VerdictReason } from "../alerts/alert.ts";
import type { DeviceKind } from "../model/device.ts";
import type { ObservationCode } from "../model/observations.ts";
import type { ObservationValue, Reading } from "../model/reading.ts";
import type { EpochMs } from "../model/time.ts";
import type { News2Band } from "./news2.ts";
import type { LimitedCode } from "./plan.ts";

/** The latest value of one code, by the time at which it was measured. */
export interface LatestValue {
  readonly value: ObservationValue;
  readonly at: EpochMs;
  readonly deviceId: string;
}

/** What a vital-limit monitor remembers of one device between its readings; nothing while its value is inside. */
export interface LimitMemory {
  /** Since when the value has been outside without a break. */
  readonly outsideSince: EpochMs;
  readonly side: "above" | "below";
  /** It stayed outside for the whole delay and has not come back by the hysteresis. */
  readonly isOpen: boolean;
}

export interface News2Memory {
  /** The band that is open; a partial score can raise it but never lower it. */
  readonly openBand: News2Band;
  /** The score that opened it; absent while the band is low. */
  readonly reason?: Extract<VerdictReason, { code: "news2" }>;
  /** The values of that score. */
  readonly inputs?: readonly VerdictInput[];
  /** The total of the last full score: how long spot checks stay valid depends on it. */
  readonly lastTotal?: number;
  /** Present when it was scored on SpO2 scale 2. */
  readonly scale?: 2;
}

export interface BatteryMemory {
  readonly percent: number;
  readonly at: EpochMs;
  readonly isLow: boolean;
}

/** All that the monitors know of a resident's readings up to one moment of event time. */
export interface Memory {
  readonly latest: Readonly<Partial<Record<ObservationCode, LatestValue>>>;
  /** By device id: the latest values of devices other than the one that gave the latest of all. */
  readonly others?: Readonly<Partial<Record<LimitedCode, Readonly<Record<string, Omit<LatestValue, "deviceId">>>>>>;
  /** By device id: one device that reads a value inside its limits does not hide another (docs/decisions/0006). */
  readonly excursions?: Readonly<Partial<Record<LimitedCode, Readonly<Record<string, LimitMemory>>>>>;
  readonly news2: News2Memory;
  /** Since when the bed has been empty; absent while it is occupied or unknown. */
  readonly outOfBedSince?: EpochMs;
  /** The last sign that the person moved. */
  readonly lastMovedAt?: EpochMs;
  /** The last sign that the person was up or in bed, and so not on the floor. */
  readonly lastUpAt?: EpochMs;
  /** By device id; a resident's devices do not share a battery. */
  readonly batteries?: Readonly<Record<string, BatteryMemory>>;
}

/** An observation as the watch stores it: a tuple, because dozens of them are written with every batch. */
export type RecentObservation = readonly [
  at: EpochMs,
  code: ObservationCode,
  deviceId: string,
  value: ObservationValue,
];

/** A device as the watch sees it. */
export interface WatchedDevice {
  readonly deviceId: string;
  readonly kind: DeviceKind;
  readonly since: EpochMs;
  /** Absent until the device was heard for the first time. */
  readonly lastHeardAt?: EpochMs;
  readonly connection?: "online" | "offline";
  readonly connectionChangedAt?: EpochMs;
  readonly batteryPercent?: number;
}

/** A condition that has been raised and not cleared; at most one per kind. */
export interface OpenCondition {
  readonly alertId: string;
  readonly priority: AlertPriority;
  readonly reason: VerdictReason;
  readonly raisedAt: EpochMs;
  /** The condition is over, but its alert (priority high) is still open and waits for a person. */
  readonly clearedAt?: EpochMs;
  /** A person closed the alert although the condition goes on; it is raised anew if it lasts. */
  readonly resolvedAt?: EpochMs;
  /** Of a latched kind: when the call that was told last arrived. */
  readonly toldAt?: EpochMs;
  /** The case of its alert; absent: its own. */
  readonly caseId?: string;
  /** Of a technical alert: the alert that calls in its place. */
  readonly inhibitedBy?: string;
  /** Of a fall: since when the person may be lying there. */
  readonly lyingSince?: EpochMs;
  /** Of a fall: when somebody was at the bedside. */
  readonly attendedAt?: EpochMs;
}

/** A shelf with the priority of what was shelved. */
export interface WatchShelf extends Shelf {
  readonly priority: AlertPriority;
}

/**
 * The watch 监护: one item per resident that holds what is needed to judge the next reading.
 *
 * Readings younger than the lateness window stay in `recent` and are judged in the order of their own time, whatever
 * the order of arrival; what is older has been folded into `settled`.
 */
export interface Watch {
  readonly residentId: string;
  readonly settled: Memory;
  /** Sorted by time, code, device, value; free of duplicates. */
  readonly recent: readonly RecentObservation[];
  /** The newest time that has been folded into `settled`. */
  readonly settledTo?: EpochMs;
  readonly devices: readonly WatchedDevice[];
  readonly open: Readonly<Partial<Record<AlertKind, OpenCondition>>>;
  /** Kinds that a person shelved: what is raised of them until then is shelved too, unless it is more urgent. */
  readonly shelves?: Readonly<Partial<Record<AlertKind, WatchShelf>>>;
  /** Identities (see `eventIdentity`) of the latest events, newest last: a redelivered event changes nothing. */
  readonly seenEvents: readonly string[];
  /** When time alone changes the next verdict or freshness; absent when nothing is pending. */
  readonly dueAt?: EpochMs;
}

/** A monitor's judgement: this kind is (still) active, with what priority, why and on which values. */
export interface Verdict {
  readonly kind: AlertKind;
  readonly priority: AlertPriority;
  readonly reason: VerdictReason;
  readonly inputs: readonly VerdictInput[];
}

/** A reading that was not judged, and why. It is stored all the same. */
export interface RefusedReading {
  readonly reading: Reading;
  readonly because: "too-late" | "in-the-future" | "unknown-device" | "duplicate";
}

export interface WatchResult {
  readonly state: Watch;
  readonly raised: readonly (Verdict & { readonly alertId: string })[];
  /** Open conditions whose priority rose or whose reason changed in kind (another device fell silent). */
  readonly changed: readonly (Verdict & { readonly alertId: string })[];
  readonly cleared: readonly { readonly kind: AlertKind; readonly alertId: string }[];
  /** Active again while the alert was still open with its condition cleared. */
  readonly reactivated: readonly (Verdict & { readonly alertId: string })[];
  /** Open alerts in whose place another one calls from now on; without `by` they call for themselves again. */
  readonly inhibited: readonly { readonly alertId: string; readonly by?: string }[];
  readonly refused: readonly RefusedReading[];
}

/** Is anyone listening? `unmonitored` must never look like calm. */
export type Monitoring =
  | { readonly state: "monitored" }
  | { readonly state: "partly-monitored"; readonly silentDeviceIds: readonly string[]; readonly since: EpochMs }
  | { readonly state: "unmonitored"; readonly since?: EpochMs };
