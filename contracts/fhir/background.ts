import type { CodeableConcept, Coding, FhirResource, Flag, Reference } from "fhir/r4";
import type { Diagnosis, Tube } from "../../domain/model/clinical-facts.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import {
  type NoneHere,
  noneHere,
  type SnapshotAlert,
  type SnapshotField,
} from "../../domain/referrals/snapshot-fields.ts";
import { disabilityWords, isolationWords, mobilityWords, tubeWords } from "../clinical-words.ts";
import { isoTimeOf } from "../iso-time.ts";
import { reasonText } from "../verdict-words.ts";
import { alertTitle } from "../words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";
import type { Cast } from "./people.ts";
import { addInputs } from "./vital-signs.ts";

/** Adds what the record and the persons say of somebody. Returns by field what stands for it. */
export function addBackground(
  { snapshot, direction }: ReferralPapers,
  { patient }: Cast,
  measured: ReadonlyMap<string, Reference>,
  entries: DocumentEntries,
): ReadonlyMap<SnapshotField, readonly Reference[]> {
  const { fields, takenAt } = snapshot;
  const added = new Map<SnapshotField, readonly Reference[]>();
  const addAll = (field: SnapshotField, resources: readonly FhirResource[]) => {
    if (resources.length > 0)
      added.set(
        field,
        resources.map((resource, place) => entries.add(`${field} ${place}`, resource)),
      );
  };
  const flag = flagOf(patient, isoTimeOf(takenAt));

  addAll(
    "diagnoses",
    listIn(fields.diagnoses?.value).map((diagnosis) => condition(diagnosis, patient)),
  );
  addAll(
    "impression",
    textOf(fields.impression?.value).map((text) => impression(text, direction, patient)),
  );
  addAll("infections", fields.infections?.value?.map((text) => problem(`感染：${text}`, patient)) ?? []);
  addAll(
    "pressureInjuries",
    listIn(fields.pressureInjuries?.value).map((text) => problem(`压力性损伤：${text}`, patient)),
  );
  addAll(
    "medicines",
    listIn(fields.medicines?.value).map(({ name, dosage, since }) => ({
      resourceType: "MedicationStatement",
      status: "active",
      medicationCodeableConcept: concept(name),
      subject: patient,
      ...(since === undefined ? {} : { effectivePeriod: { start: since } }),
      dateAsserted: isoTimeOf(takenAt),
      ...(dosage === undefined ? {} : { dosage: [{ text: plain(dosage) }] }),
    })),
  );
  addAll(
    "allergies",
    fields.allergies?.value === noneHere
      ? [allergy(concept("无已知过敏", noKnownAllergy), "confirmed", patient)]
      : listIn(fields.allergies?.value).map((text) => allergy(concept(text), "unconfirmed", patient)),
  );
  addAll("isolation", fields.isolation?.value?.map((kind) => flag("safety", isolationWords[kind].zh)) ?? []);
  addAll("palliative", fields.palliative?.value === true ? [flag("clinical", "安宁疗护：以舒适为先")] : []);
  addAll(
    "advanceWishes",
    textOf(fields.advanceWishes?.value).map((text) => flag("advance-directive", text)),
  );
  addAll(
    "mobility",
    fields.mobility?.value === undefined
      ? []
      : [finding("mobility", "行动能力", mobilityWords[fields.mobility.value].zh, patient, takenAt)],
  );
  addAll(
    "disabilityLevel",
    fields.disabilityLevel?.value === undefined
      ? []
      : [finding("disability-level", "失能等级", disabilityWords[fields.disabilityLevel.value].zh, patient, takenAt)],
  );
  addAll(
    "tubes",
    listIn(fields.tubes?.value).map((tube, place) => use(tube, place, patient, entries)),
  );
  const latest = fields.vitals?.value?.latest ?? [];
  const restsOn = (alert: SnapshotAlert, place: number) =>
    addInputs(alert.inputs, { name: `input ${place}`, latest }, measured, patient, entries);
  const { alert: newest, earlierAlerts } = fields;
  const alerts = [...(newest?.value === undefined ? [] : [newest.value]), ...(earlierAlerts?.value ?? [])];
  const issues = alerts.map((alert, place) => issue(alert, restsOn(alert, place), patient));
  const own = newest?.value === undefined ? 0 : 1;
  // The record has no assessed risk of falling: that they fell is one.
  const fell = alerts.some(({ kind }) => kind === "fall")
    ? [flag("safety", "跌倒风险：本次转诊有跌倒告警", fallRisk)]
    : [];
  addAll("alert", own === 0 ? [] : [...issues.slice(0, own), ...fell]);
  addAll("earlierAlerts", own === 0 ? [...issues, ...fell] : issues.slice(own));
  addAll(
    "news2",
    fields.news2?.value?.scale === 2 ? [flag("clinical", "血氧目标 88–92%（NEWS2 量表 2）", scale2)] : [],
  );
  return added;
}

const fallRisk = coding(systems.own, "fall-risk");
/** A clinician ordered it for this person: more oxygen than that can harm them. */
const scale2 = coding(systems.own, "spo2-scale-2");

/** SNOMED CT's word for it, which is not the same as that nobody wrote anything down. */
const noKnownAllergy = coding("http://snomed.info/sct", "716186003", "No known allergy");

function allergy(code: CodeableConcept, verification: "confirmed" | "unconfirmed", patient: Reference): FhirResource {
  return {
    resourceType: "AllergyIntolerance",
    clinicalStatus: {
      coding: [coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "active")],
    },
    verificationStatus: {
      coding: [coding("http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", verification)],
    },
    code,
    patient,
  };
}

function listIn<Each>(value: readonly Each[] | NoneHere | undefined): readonly Each[] {
  return value === undefined || value === noneHere ? [] : value;
}

function textOf(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

function condition({ name, icd10, since, past }: Diagnosis, patient: Reference): FhirResource {
  return {
    resourceType: "Condition",
    clinicalStatus: clinical(past === true ? "inactive" : "active"),
    category: [{ coding: [coding("http://terminology.hl7.org/CodeSystem/condition-category", "problem-list-item")] }],
    code: concept(name, ...(icd10 === undefined ? [] : [coding(systems.icd10, icd10)])),
    subject: patient,
    ...(since === undefined ? {} : { onsetDateTime: since }),
  };
}

/** On the way up a first impression, which nobody has confirmed; on the way back the hospital's diagnosis. */
function impression(text: string, direction: ReferralPapers["direction"], patient: Reference): FhirResource {
  const verification = direction === "up" ? "provisional" : "confirmed";
  return {
    resourceType: "Condition",
    clinicalStatus: clinical("active"),
    verificationStatus: {
      coding: [coding("http://terminology.hl7.org/CodeSystem/condition-ver-status", verification)],
    },
    category: [{ coding: [coding("http://terminology.hl7.org/CodeSystem/condition-category", "encounter-diagnosis")] }],
    code: concept(text),
    subject: patient,
  };
}

function problem(text: string, patient: Reference): FhirResource {
  return { resourceType: "Condition", clinicalStatus: clinical("active"), code: concept(text), subject: patient };
}

function clinical(code: "active" | "inactive") {
  return { coding: [coding("http://terminology.hl7.org/CodeSystem/condition-clinical", code)] };
}

function flagOf(subject: Reference, start: string) {
  return (category: "safety" | "clinical" | "advance-directive", text: string, code?: Coding): Flag => ({
    resourceType: "Flag",
    status: "active",
    category: [{ coding: [coding("http://terminology.hl7.org/CodeSystem/flag-category", category)] }],
    code: concept(text, ...(code === undefined ? [] : [code])),
    subject,
    period: { start },
  });
}

function finding(code: string, label: string, text: string, subject: Reference, at: number): FhirResource {
  return {
    resourceType: "Observation",
    status: "final",
    category: [{ coding: [coding(systems.category, "survey", "Survey")] }],
    code: concept(label, coding(systems.own, code)),
    subject,
    effectiveDateTime: isoTimeOf(at),
    valueCodeableConcept: concept(text),
  };
}

function use({ kind, note, since }: Tube, place: number, subject: Reference, entries: DocumentEntries): FhirResource {
  const name = tubeWords[kind].zh;
  const device = entries.add(`tube ${place}`, {
    resourceType: "Device",
    type: concept(name, coding(systems.own, kind)),
    patient: subject,
  });
  return {
    resourceType: "DeviceUseStatement",
    status: "active",
    subject,
    device,
    ...(since === undefined ? {} : { timingPeriod: { start: since } }),
    ...(note === undefined ? {} : { note: [{ text: plain(note) }] }),
  };
}

/** An alert, with the measured values on which it rests. */
function issue(
  { kind, reason, priority, raisedAt, id }: SnapshotAlert,
  restsOn: readonly Reference[],
  patient: Reference,
): FhirResource {
  return {
    resourceType: "DetectedIssue",
    identifier: [{ system: "urn:anhu:alert", value: plain(id) }],
    status: "final",
    code: concept(alertTitle(kind, reason).zh, coding(systems.own, kind)),
    severity: ({ high: "high", medium: "moderate", low: "low" } as const)[priority],
    patient,
    identifiedDateTime: isoTimeOf(raisedAt),
    ...(restsOn.length === 0 ? {} : { evidence: [{ detail: [...restsOn] }] }),
    detail: plain(reasonText(reason).zh),
  };
}
