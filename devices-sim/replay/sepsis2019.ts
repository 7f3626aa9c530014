import { join } from "node:path";
import type { ObservationCode } from "../../domain/model/observations.ts";
import { hour } from "../../domain/model/time.ts";
import { csvRows, numberIn, type Row } from "./csv-rows.ts";
import { chooseSome, countyOfPatients, deviceIdOf, type Patient, residentIdOf } from "./patients.ts";
import type { RecordedFact, Recording, RecordingChoice } from "./recording.ts";

const facility = { id: "sepsis2019", name: "PhysioNet 2019（回放）", kind: "county-hospital" } as const;
const monitor = { kind: "spot-check-monitor", name: "monitor" } as const;

const columns: Readonly<Record<string, ObservationCode>> = {
  HR: "heart-rate",
  O2Sat: "spo2",
  Temp: "body-temperature",
  SBP: "systolic-blood-pressure",
  DBP: "diastolic-blood-pressure",
  Resp: "respiratory-rate",
  FiO2: "inspired-oxygen",
};
const withoutCode = ["MAP", "Lactate", "WBC"];
/** In the recording 6 % of patients are septic; a small sample should hold some. */
const septicShare = 0.25;

/**
 * Reads the hourly vital signs of PhysioNet 2019, as they were measured; hour 1 is the start. A quarter of the chosen
 * patients become septic at a known hour: facts say when the label begins (six hours before) and when the onset is.
 */
export async function loadSepsis2019(folder: string, choice: RecordingChoice): Promise<Recording> {
  const rows: Row[] = [];
  for await (const row of csvRows(join(folder, "patients.csv"))) rows.push(row);
  const isKnownSeptic = (row: Row): boolean => row.sepsis === "1" && numberIn(row, "onset_hour") !== undefined;
  const septic = chooseSome(
    rows.filter(isKnownSeptic),
    Math.round(choice.residents * septicShare),
    choice.seed,
    "septic",
  );
  const others = chooseSome(
    rows.filter((row) => row.sepsis !== "1"),
    choice.residents - septic.length,
    choice.seed,
    "others",
  );
  const chosen = [...septic, ...others];
  const ids = new Set(chosen.map((row) => row.patient));

  const samples: Recording["samples"][number][] = [];
  const leftOut: Record<string, number> = {};
  for await (const row of csvRows(join(folder, "vitals_hourly.csv.gz"))) {
    const patient = row.patient as string;
    if (!ids.has(patient)) continue;
    const at = ((numberIn(row, "hour") ?? 1) - 1) * hour;
    for (const [column, code] of Object.entries(columns)) {
      const value = numberIn(row, column);
      if (value === undefined) continue;
      samples.push({
        residentId: residentIdOf(facility.id, patient),
        deviceId: deviceIdOf(facility.id, patient, monitor.name),
        at,
        code,
        value,
      });
    }
    for (const column of withoutCode)
      if (numberIn(row, column) !== undefined) leftOut[column] = (leftOut[column] ?? 0) + 1;
  }
  return {
    county: countyOfPatients(facility, chosen.map(patientOf), choice.year),
    alignment: "from-start",
    samples: samples.sort((a, b) => a.at - b.at),
    facts: septic.flatMap(factsOf),
    leftOut,
  };
}

function patientOf(row: Row): Patient {
  return {
    id: row.patient as string,
    age: numberIn(row, "age") ?? 75,
    sex: row.gender === "1" ? "male" : "female",
    devices: [monitor],
  };
}

function factsOf(row: Row): readonly RecordedFact[] {
  const residentId = residentIdOf(facility.id, row.patient as string);
  const hourOf = (column: string): number => ((numberIn(row, column) ?? 1) - 1) * hour;
  return [
    { residentId, at: hourOf("first_label_hour"), what: "sepsis-label", phase: "begin" },
    { residentId, at: hourOf("onset_hour"), what: "sepsis-onset" },
  ];
}
