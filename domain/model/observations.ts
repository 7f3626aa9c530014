import type { BooleanEntry, CodeEntry, Conversion, QuantityEntry } from "./observation-entry.ts";
import { day, hour, minute } from "./time.ts";

const same: Conversion = { factor: 1 };
/** As SenML says a share: 0.97 of 1. */
export const percentOfRatio: Conversion = { factor: 100 };
const vital = { liveForMs: 2 * minute, lostAfterMs: 15 * minute };
const ambient = { liveForMs: 15 * minute, lostAfterMs: 2 * hour };
const spotCheck = { liveForMs: 12 * hour, lostAfterMs: 2 * day };
const perMinute = { "/min": same, "1/min": same, "beat/min": same, "{beats}/min": same, bpm: same };
const perSecond = { Hz: { factor: 60 }, "1/s": { factor: 60 }, "/s": { factor: 60 } };
const pressure = {
  "mm[Hg]": same,
  mmHg: same,
  Pa: { factor: 1 / 133.322387415 },
  hPa: { factor: 1 / 1.33322387415 },
  kPa: { factor: 1 / 0.133322387415 },
};
const temperature = {
  Cel: same,
  "°C": same,
  K: { factor: 1, offset: -273.15 },
  "[degF]": { factor: 5 / 9, offset: -160 / 9 },
  "°F": { factor: 5 / 9, offset: -160 / 9 },
};

/**
 * The observation catalogue: everything Anhu measures, under the one name that topics, tables, API and pages use.
 *
 * Codes: LOINC, ISO/IEEE 11073-10101 and, for sensors, 11073-10471 (MDC = partition × 65536 + term), SNOMED CT, as published
 * in the HL7 PHD, US Core and DK Core guides. Of `steps` (55423-8) only the check digit is verified, not the meaning. Entries
 * without a code have none that means the same. `%` is a trap: SenML's `%` is the ratio 0.97, most devices send 97.
 * `convert-quantity.ts` tells them apart.
 */
export const observationCatalogue = {
  "heart-rate": {
    value: "quantity",
    label: { zh: "心率", en: "Heart rate" },
    codes: { loinc: "8867-4", mdc: 147842, snomed: "364075005" },
    unit: "/min",
    displayUnit: "次/分",
    accepts: { ...perMinute, ...perSecond },
    // Sensors send 0 for "no reading"; it must neither alert nor pass for calm, so it is refused and the value grows old.
    plausible: [20, 300],
    decimals: 0,
    freshness: vital,
  },
  "respiratory-rate": {
    value: "quantity",
    label: { zh: "呼吸", en: "Respiratory rate" },
    codes: { loinc: "9279-1", mdc: 151562, snomed: "86290005" },
    unit: "/min",
    displayUnit: "次/分",
    accepts: { ...perMinute, ...perSecond },
    // As above: 0 is "no reading". Apnoea is therefore not detected here; 3 is to be confirmed by a clinician.
    plausible: [3, 80],
    decimals: 0,
    freshness: vital,
  },
  spo2: {
    value: "quantity",
    label: { zh: "血氧", en: "SpO₂" },
    codes: { loinc: "59408-5", mdc: 150456, snomed: "103228002" },
    unit: "%",
    displayUnit: "%",
    accepts: { "%": same, "/": percentOfRatio },
    plausible: [40, 100],
    decimals: 0,
    freshness: vital,
  },
  "systolic-blood-pressure": {
    value: "quantity",
    label: { zh: "收缩压", en: "Systolic blood pressure" },
    codes: { loinc: "8480-6", mdc: 150021, snomed: "72313002" },
    unit: "mm[Hg]",
    displayUnit: "mmHg",
    accepts: pressure,
    plausible: [30, 300],
    decimals: 0,
    freshness: spotCheck,
  },
  "diastolic-blood-pressure": {
    value: "quantity",
    label: { zh: "舒张压", en: "Diastolic blood pressure" },
    codes: { loinc: "8462-4", mdc: 150022, snomed: "271650006" },
    unit: "mm[Hg]",
    displayUnit: "mmHg",
    accepts: pressure,
    plausible: [15, 200],
    decimals: 0,
    freshness: spotCheck,
  },
  "body-temperature": {
    value: "quantity",
    label: { zh: "体温", en: "Body temperature" },
    codes: { loinc: "8310-5", mdc: 150364, snomed: "386725007" },
    unit: "Cel",
    displayUnit: "°C",
    accepts: temperature,
    plausible: [25, 45],
    decimals: 1,
    freshness: spotCheck,
  },
  glucose: {
    value: "quantity",
    label: { zh: "血糖", en: "Blood glucose" },
    codes: { loinc: "15074-8", mdc: 160184, snomed: "434912009" },
    unit: "mmol/L",
    displayUnit: "mmol/L",
    accepts: { "mmol/L": same, "mol/m3": same, "mg/dL": { factor: 1 / 18.016 } },
    plausible: [0.5, 50],
    decimals: 1,
    freshness: spotCheck,
  },
  "body-weight": {
    value: "quantity",
    label: { zh: "体重", en: "Body weight" },
    codes: { loinc: "29463-7", mdc: 188736, snomed: "27113001" },
    unit: "kg",
    displayUnit: "kg",
    accepts: { kg: same, g: { factor: 0.001 }, 斤: { factor: 0.5 } },
    plausible: [20, 250],
    decimals: 1,
    freshness: { liveForMs: 2 * day, lostAfterMs: 31 * day },
  },
  steps: {
    value: "quantity",
    label: { zh: "步数", en: "Steps" },
    codes: { loinc: "55423-8" },
    unit: "{steps}",
    displayUnit: "步",
    accepts: { "{steps}": same, count: same },
    plausible: [0, 100_000],
    decimals: 0,
    freshness: ambient,
  },
  "bed-occupancy": {
    value: "boolean",
    label: { zh: "在床", en: "In bed" },
    codes: { mdc: 8519691 },
    freshness: { liveForMs: 3 * minute, lostAfterMs: 15 * minute },
  },
  "bed-movement": {
    value: "quantity",
    label: { zh: "体动", en: "Movement in bed" },
    codes: {},
    unit: "%",
    displayUnit: "%",
    accepts: { "%": same },
    plausible: [0, 100],
    decimals: 0,
    freshness: { liveForMs: 3 * minute, lostAfterMs: 15 * minute },
  },
  "body-position": {
    value: "code",
    label: { zh: "体位", en: "Body position" },
    codes: { loinc: "8361-8", snomed: "397155001" },
    answers: {
      supine: { zh: "仰卧", en: "Supine" },
      prone: { zh: "俯卧", en: "Prone" },
      left: { zh: "左侧卧", en: "Left side" },
      right: { zh: "右侧卧", en: "Right side" },
      sitting: { zh: "坐", en: "Sitting" },
      standing: { zh: "站", en: "Standing" },
    },
    freshness: { liveForMs: 10 * minute, lostAfterMs: hour },
  },
  consciousness: {
    value: "code",
    label: { zh: "意识", en: "Consciousness" },
    codes: { loinc: "67775-7", snomed: "1104441000000107" },
    answers: {
      A: { zh: "清醒", en: "Alert" },
      C: { zh: "新发意识模糊", en: "New confusion" },
      V: { zh: "呼唤有反应", en: "Responds to voice" },
      P: { zh: "疼痛有反应", en: "Responds to pain" },
      U: { zh: "无反应", en: "Unresponsive" },
    },
    freshness: spotCheck,
  },
  "inspired-oxygen": {
    value: "quantity",
    label: { zh: "吸入氧浓度", en: "Inspired oxygen" },
    codes: { loinc: "3150-0", snomed: "57485005" },
    unit: "%",
    displayUnit: "%",
    accepts: { "%": same, "/": percentOfRatio },
    plausible: [20, 100],
    decimals: 0,
    freshness: spotCheck,
  },
  "room-temperature": {
    value: "quantity",
    label: { zh: "室温", en: "Room temperature" },
    codes: {},
    unit: "Cel",
    displayUnit: "°C",
    accepts: temperature,
    plausible: [-40, 70],
    decimals: 1,
    freshness: ambient,
  },
  "room-humidity": {
    value: "quantity",
    label: { zh: "湿度", en: "Room humidity" },
    codes: {},
    unit: "%",
    displayUnit: "%",
    accepts: { "%": same, "%RH": same, "/": percentOfRatio },
    plausible: [0, 100],
    decimals: 0,
    freshness: ambient,
  },
  motion: {
    value: "boolean",
    label: { zh: "活动", en: "Motion" },
    codes: { mdc: 8519687 },
    freshness: ambient,
  },
  "door-open": {
    value: "boolean",
    label: { zh: "门开", en: "Door open" },
    codes: { mdc: 8519690 },
    freshness: { liveForMs: 2 * hour, lostAfterMs: day },
  },
  presence: {
    value: "boolean",
    label: { zh: "有人", en: "Presence" },
    codes: {},
    freshness: ambient,
  },
  battery: {
    value: "quantity",
    label: { zh: "电量", en: "Battery" },
    codes: {},
    unit: "%",
    displayUnit: "%",
    accepts: { "%": same, "%EL": same, "/": percentOfRatio },
    plausible: [0, 100],
    decimals: 0,
    freshness: { liveForMs: 2 * hour, lostAfterMs: day },
  },
  signal: {
    value: "quantity",
    label: { zh: "信号", en: "Signal strength" },
    codes: {},
    unit: "dB[mW]",
    displayUnit: "dBm",
    accepts: { "dB[mW]": same, dBm: same, dBW: { factor: 1, offset: 30 } },
    plausible: [-140, 10],
    decimals: 0,
    freshness: { liveForMs: 30 * minute, lostAfterMs: 2 * hour },
  },
} as const satisfies Record<string, QuantityEntry | BooleanEntry | CodeEntry>;

export type ObservationCode = keyof typeof observationCatalogue;
/** In the order of the catalogue. */
export const observationCodes = Object.keys(observationCatalogue) as readonly ObservationCode[];

/** The catalogue entry of a code, seen as one of the three kinds of value. */
export function entryOf(code: ObservationCode): QuantityEntry | BooleanEntry | CodeEntry {
  return observationCatalogue[code];
}

/** Whether the catalogue has this name. */
export function isObservationCode(name: string): name is ObservationCode {
  return Object.hasOwn(observationCatalogue, name);
}
