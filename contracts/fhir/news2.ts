import type { Observation, ObservationComponent, Reference } from "fhir/r4";
import { entryOf } from "../../domain/model/observations.ts";
import type { SnapshotNews2 } from "../../domain/referrals/snapshot-fields.ts";
import type { News2Parameter } from "../../domain/watch/news2.ts";
import { news2Parameters } from "../../domain/watch/news2-scoring.ts";
import { news2BandWords } from "../clinical-words.ts";
import { isoTimeOf } from "../iso-time.ts";
import { coding, concept, systems } from "./entry.ts";

/** SNOMED CT, UK extension. No LOINC code means a NEWS2 score: 88330-6, often used for it, is another thing. */
const total = "1104051000000101";
const parts: Readonly<Record<News2Parameter, string>> = {
  "respiratory-rate": "1104301000000104",
  spo2: "1104311000000102",
  "inspired-oxygen": "1104331000000105",
  "systolic-blood-pressure": "1104341000000101",
  "heart-rate": "1104351000000103",
  consciousness: "1104361000000100",
  "body-temperature": "1104371000000107",
};
const spo2Scale2Part = "1104321000000108";

/**
 * The score with its parts. A partial one is preliminary and has no total but the range in which it lies, so that nobody
 * reads it as a number; one that is not valid for the person has no value at all.
 */
export function news2Observation(
  { status, min, max, at, band, missing, scale, parts: points, excludedBecause }: SnapshotNews2,
  patient: Reference,
  derivedFrom: readonly Reference[],
): Observation {
  const isFull = status === "full" && min === max;
  const components = news2Parameters.flatMap((name): ObservationComponent[] => {
    const value = points[name];
    const code = name === "spo2" && scale === 2 ? spo2Scale2Part : parts[name];
    const head = { code: concept(`${entryOf(name).label.zh}评分`, coding(systems.snomed, code)) };
    if (value !== undefined) return [{ ...head, valueInteger: value }];
    return missing.includes(name) ? [{ ...head, dataAbsentReason: absent }] : [];
  });
  return {
    resourceType: "Observation",
    status: isFull ? "final" : "preliminary",
    category: [{ coding: [coding(systems.category, "survey", "Survey")] }],
    code: concept("NEWS2 早期预警评分", coding(systems.snomed, total), coding(systems.own, "news2")),
    subject: patient,
    effectiveDateTime: isoTimeOf(at),
    ...scoreOf(status, isFull, min, max),
    ...(status === "not-scored" ? {} : { interpretation: [concept(news2BandWords[band].zh)] }),
    note: [{ text: `RCP NEWS2 2017，血氧量表 ${scale}${excludedBecause === undefined ? "" : `；${excludedBecause}`}` }],
    ...(derivedFrom.length === 0 ? {} : { derivedFrom: [...derivedFrom] }),
    ...(components.length === 0 || status === "not-scored" ? {} : { component: components }),
  };
}

const absent = { coding: [coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed")] };

function scoreOf(status: SnapshotNews2["status"], isFull: boolean, min: number, max: number) {
  if (status === "not-scored") return { dataAbsentReason: absent };
  if (isFull) return { valueInteger: min };
  return { valueRange: { low: { value: min }, high: { value: max } } };
}
