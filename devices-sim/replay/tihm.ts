import { join } from "node:path";
import type { DeviceKind } from "../../domain/model/device.ts";
import type { ObservationCode } from "../../domain/model/observations.ts";
import { type EpochMs, hour, minute, second } from "../../domain/model/time.ts";
import { csvRows, numberIn } from "./csv-rows.ts";
import { chooseSome, countyOfPatients, deviceIdOf, type Patient, residentIdOf } from "./patients.ts";
import type { RecordedFact, Recording, RecordingChoice } from "./recording.ts";

const facility = { id: "tihm", name: "TIHM 居家监护（回放）", kind: "community" } as const;

const physiology: Readonly<Record<string, { readonly code: ObservationCode; readonly device: string }>> = {
  "Heart rate": { code: "heart-rate", device: "spot-check-monitor" },
  "Systolic blood pressure": { code: "systolic-blood-pressure", device: "spot-check-monitor" },
  "Diastolic blood pressure": { code: "diastolic-blood-pressure", device: "spot-check-monitor" },
  "Body Temperature": { code: "body-temperature", device: "spot-check-monitor" },
  "Body weight": { code: "body-weight", device: "scale" },
};
const doors = ["front-door", "back-door", "fridge-door"];
const rooms = ["hallway", "kitchen", "lounge", "bedroom", "bathroom"];
const devices: readonly { readonly kind: DeviceKind; readonly name: string }[] = [
  { kind: "spot-check-monitor", name: "spot-check-monitor" },
  { kind: "scale", name: "scale" },
  { kind: "bed-sensor", name: "bed-sensor" },
  ...rooms.map((name) => ({ kind: "room-sensor" as const, name })),
  ...doors.map((name) => ({ kind: "door-sensor" as const, name })),
];
/** A firing lasts; without another one the sensor is quiet again after this. */
const quietAfterMs = { motion: minute, "door-open": 20 * second } as const;
/** The nightly table says how long the person was in bed from 18:00 on, not from when: taken as from 22:00. */
const inBedAfterWindowStartMs = 4 * hour;

type Draft = { [Key in keyof Recording["samples"][number]]: Recording["samples"][number][Key] };

/**
 * Reads TIHM: physiology, motion and doors of people with dementia at home, nights on a bed mat, and as facts the
 * alerts that its clinical team checked. Wall-clock times without a zone are taken as the county's.
 */
export async function loadTihm(folder: string, choice: RecordingChoice): Promise<Recording> {
  const patients: Patient[] = [];
  for await (const row of csvRows(join(folder, "Demographics.csv")))
    patients.push({
      id: row.patient_id as string,
      age: middleOf(row.age as string),
      sex: row.sex === "Male" ? "male" : "female",
      devices,
    });
  const chosen = chooseSome(patients, choice.residents, choice.seed, "tihm");
  const ids = new Set(chosen.map(({ id }) => id));
  const leftOut: Record<string, number> = {};
  const samples: Draft[] = [];
  const add = (patient: string, device: string, at: EpochMs, code: ObservationCode, value: number | boolean): void => {
    const residentId = residentIdOf(facility.id, patient);
    samples.push({ residentId, deviceId: deviceIdOf(facility.id, patient, device), at, code, value });
  };

  for await (const row of csvRows(join(folder, "Physiology.csv"))) {
    if (!ids.has(row.patient_id as string)) continue;
    const known = physiology[row.device_type as string];
    const value = numberIn(row, "value");
    if (known === undefined || value === undefined) count(leftOut, row.device_type ?? "?");
    else add(row.patient_id as string, known.device, localTime(row.date as string), known.code, value);
  }
  for await (const row of csvRows(join(folder, "Activity.csv.gz"))) {
    if (!ids.has(row.patient_id as string)) continue;
    const place = row.location_name as string;
    if (doors.includes(place)) add(row.patient_id as string, place, localTime(row.date as string), "door-open", true);
    else if (rooms.includes(place)) add(row.patient_id as string, place, localTime(row.date as string), "motion", true);
    else count(leftOut, place);
  }
  for await (const row of csvRows(join(folder, "Sleep_nightly.csv")))
    if (ids.has(row.patient_id as string))
      addNight(row, (at, code, value) => add(row.patient_id as string, "bed-sensor", at, code, value));

  const facts: RecordedFact[] = [];
  for await (const row of csvRows(join(folder, "Labels.csv")))
    if (ids.has(row.patient_id as string))
      facts.push({
        residentId: residentIdOf(facility.id, row.patient_id as string),
        at: localTime(row.date as string),
        what: "label",
        detail: { type: row.type },
      });
  return {
    county: countyOfPatients(facility, chosen, choice.year),
    alignment: "time-of-day",
    samples: [...samples, ...quietAgain(samples)].sort((a, b) => a.at - b.at),
    facts,
    leftOut,
  };
}

/** The table has one mean a night: the mat shows it every ten minutes, then an empty bed. */
function addNight(
  row: Readonly<Record<string, string>>,
  add: (at: EpochMs, code: ObservationCode, value: number | boolean) => void,
): void {
  const from = localTime(row.window_start as string) + inBedAfterWindowStartMs;
  const minutesInBed = numberIn(row, "TIB") ?? 0;
  const heartRate = numberIn(row, "mean_HR");
  const respiratoryRate = numberIn(row, "mean_RR");
  for (let passed = 0; passed < minutesInBed; passed += 10) {
    const at = from + passed * minute;
    add(at, "bed-occupancy", true);
    if (heartRate !== undefined) add(at, "heart-rate", Math.round(heartRate));
    if (respiratoryRate !== undefined) add(at, "respiratory-rate", Math.round(respiratoryRate));
  }
  add(from + minutesInBed * minute, "bed-occupancy", false);
}

/** The end of each firing, unless the same sensor fires again before. */
function quietAgain(samples: readonly Draft[]): readonly Draft[] {
  const next = new Map<string, EpochMs>();
  const ends: Draft[] = [];
  for (const sample of samples.toSorted((a, b) => b.at - a.at)) {
    if (sample.code !== "motion" && sample.code !== "door-open") continue;
    const endsAt = sample.at + quietAfterMs[sample.code];
    if ((next.get(sample.deviceId) ?? Number.POSITIVE_INFINITY) > endsAt)
      ends.push({ ...sample, at: endsAt, value: false });
    next.set(sample.deviceId, sample.at);
  }
  return ends;
}

function localTime(text: string): EpochMs {
  return Date.parse(`${text.replace(" ", "T")}+08:00`);
}

/** `(70, 80]` → 75. */
function middleOf(band: string): number {
  const [low, high] = [...band.matchAll(/\d+/g)].map(Number);
  return Math.floor(((low ?? 70) + (high ?? 90)) / 2);
}

function count(counts: Record<string, number>, what: string): void {
  counts[what] = (counts[what] ?? 0) + 1;
}
