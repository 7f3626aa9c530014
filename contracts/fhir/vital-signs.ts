import type { CodeableConcept, Coding, Observation, ObservationComponent, Quantity, Reference } from "fhir/r4";
import type { VerdictInput } from "../../domain/alerts/alert.ts";
import { entryOf, type ObservationCode } from "../../domain/model/observations.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { trendStepMs } from "../../domain/referrals/snapshot-evidence.ts";
import type { SnapshotVitals } from "../../domain/referrals/snapshot-fields.ts";
import { isoTimeOf } from "../iso-time.ts";
import { valueText } from "../words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";

/** Profiles of FHIR R4's vital signs; a saturation carries 2708-6 beside the pulse oximeter's code, as its profile asks. */
const profiles: Readonly<Partial<Record<ObservationCode, string>>> = {
  "heart-rate": "heartrate",
  "respiratory-rate": "resprate",
  spo2: "oxygensat",
  "body-temperature": "bodytemp",
};
const profileUrl = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`;
const pressures = ["systolic-blood-pressure", "diastolic-blood-pressure"] as const;

export const vitalSigns: CodeableConcept = { coding: [coding(systems.category, "vital-signs", "Vital Signs")] };

/** Adds the newest values and the trends. Returns where they stand, by code. */
export function addVitals(
  vitals: SnapshotVitals,
  patient: Reference,
  entries: DocumentEntries,
): ReadonlyMap<ObservationCode | `trend ${ObservationCode}`, Reference> {
  const added = new Map<ObservationCode | `trend ${ObservationCode}`, Reference>();
  const pressed = vitals.latest.filter(({ code }) => pressures.some((each) => each === code));
  const [first] = pressed;
  if (first !== undefined) {
    const at = Math.max(...pressed.map((each) => each.at));
    const panel = entries.add("vital blood-pressure", pressurePanel(pressed, at, patient));
    for (const { code } of pressed) added.set(code, panel);
  }
  for (const input of vitals.latest)
    if (!added.has(input.code)) added.set(input.code, entries.add(`vital ${input.code}`, vitalSign(input, patient)));
  for (const { code, points } of vitals.trend)
    added.set(`trend ${code}`, entries.add(`trend ${code}`, trend(code, points, patient)));
  return added;
}

/** What is measured, by LOINC first, as the profiles ask; then ISO/IEEE 11073 and SNOMED CT side by side. */
export function codeOf(code: ObservationCode): CodeableConcept {
  const { label, codes } = entryOf(code);
  const codings: readonly Coding[] = [
    ...(code === "spo2" ? [coding(systems.loinc, "2708-6")] : []),
    ...(codes.loinc === undefined ? [] : [coding(systems.loinc, codes.loinc)]),
    ...(codes.mdc === undefined ? [] : [coding(systems.mdc, String(codes.mdc))]),
    ...(codes.snomed === undefined ? [] : [coding(systems.snomed, codes.snomed)]),
    ...(codes.loinc === undefined ? [coding(systems.own, code)] : []),
  ];
  return concept(label.zh, ...codings);
}

/**
 * Where each value stands on which an alert rests: with the newest values where it is one of them, else by itself. Its deviceId
 * is its own.
 */
export function addInputs(
  inputs: readonly VerdictInput[],
  { name, latest = [] }: { readonly name: string; readonly latest?: readonly VerdictInput[] },
  measured: ReadonlyMap<string, Reference>,
  patient: Reference,
  entries: DocumentEntries,
): readonly Reference[] {
  const places = inputs.map((input, place) => {
    const isNewest = latest.some(
      ({ code, at, value }) => code === input.code && at === input.at && value === input.value,
    );
    const known = isNewest ? measured.get(input.code) : undefined;
    return known ?? entries.add(`${name} ${place}`, vitalSign(input, patient));
  });
  return [...new Map(places.map((place) => [place.reference, place])).values()];
}

function vitalSign({ code, value, at, deviceId }: VerdictInput, patient: Reference): Observation {
  const profile = profiles[code];
  return {
    resourceType: "Observation",
    ...(profile === undefined ? {} : { meta: { profile: [profileUrl(profile)] } }),
    status: "final",
    category: [vitalSigns],
    code: codeOf(code),
    subject: patient,
    effectiveDateTime: isoTimeOf(at),
    ...(typeof value === "number"
      ? { valueQuantity: quantity(code, value) }
      : { valueCodeableConcept: answer(code, value) }),
    device: measuredBy(deviceId),
  };
}

/** An answer by its words, with the code that the record holds. */
function answer(code: ObservationCode, value: string | boolean): CodeableConcept {
  return concept(valueText(code, value).zh, coding(systems.own, `${code}-${String(value)}`));
}

/** Systolic and diastolic pressure stand in one panel; which is missing says so. */
function pressurePanel(inputs: readonly VerdictInput[], at: EpochMs, patient: Reference): Observation {
  return {
    resourceType: "Observation",
    meta: { profile: [profileUrl("bp")] },
    status: "final",
    category: [vitalSigns],
    code: concept("血压", coding(systems.loinc, "85354-9")),
    subject: patient,
    effectiveDateTime: isoTimeOf(at),
    component: pressures.map((code): ObservationComponent => {
      const input = inputs.find((each) => each.code === code);
      if (typeof input?.value === "number") return { code: codeOf(code), valueQuantity: quantity(code, input.value) };
      return {
        code: codeOf(code),
        dataAbsentReason: { coding: [coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown")] },
      };
    }),
    device: measuredBy(inputs[0]?.deviceId ?? "unknown"),
  };
}

function quantity(code: ObservationCode, value: number): Quantity {
  const entry = entryOf(code);
  if (entry.value !== "quantity") return { value };
  return { value, unit: entry.displayUnit, system: systems.ucum, code: entry.unit };
}

function measuredBy(deviceId: string): Reference {
  return { identifier: { system: "urn:anhu:device", value: plain(deviceId) } };
}

/**
 * The means of each quarter of an hour as sampled data; `E` where nothing was measured. Its code is of Anhu's own, since a
 * LOINC code of a vital sign promises a single quantity.
 */
function trend(
  code: ObservationCode,
  points: SnapshotVitals["trend"][number]["points"],
  patient: Reference,
): Observation {
  const from = points[0]?.[0] ?? 0;
  const last = points.at(-1)?.[0] ?? from;
  const means = new Map(points.map(([at, , , mean]) => [at, mean]));
  const samples: string[] = [];
  for (let at = from; at <= last; at += trendStepMs) samples.push(means.get(at)?.toString() ?? "E");
  return {
    resourceType: "Observation",
    status: "final",
    category: [vitalSigns],
    code: concept(`${entryOf(code).label.zh}趋势（每 15 分钟均值）`, coding(systems.own, `trend-${code}`)),
    subject: patient,
    effectivePeriod: { start: isoTimeOf(from), end: isoTimeOf(last + trendStepMs) },
    valueSampledData: {
      origin: { ...quantity(code, 0) },
      period: trendStepMs,
      dimensions: 1,
      data: samples.join(" "),
    },
  };
}
