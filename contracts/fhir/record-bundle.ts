import type { Bundle, Observation, Patient, Reference } from "fhir/r4";
import type { ConsentEntry } from "../../domain/joining/consent-entry.ts";
import type { RecordCopy } from "../../domain/joining/record-copy.ts";
import { entryOf, type ObservationCode } from "../../domain/model/observations.ts";
import { day } from "../../domain/model/time.ts";
import type { Bucket } from "../../domain/series/downsample.ts";
import { isoTimeOf } from "../iso-time.ts";
import { dataClassWords } from "../joining/joining-words.ts";
import { referralStateTitles } from "../referral-words.ts";
import { alertTitle, valueText } from "../words.ts";
import { coding, concept, DocumentEntries, plain, systems, type UuidOf } from "./entry.ts";
import { codeOf, vitalSigns } from "./vital-signs.ts";

/**
 * A copy of a resident's record as a FHIR R4 collection: the Patient first, then who belongs to them, what was measured by
 * days, alerts, referrals, visits, notes and consents, each once. The same record makes the same bundle.
 */
export function recordBundle(copy: RecordCopy, uuidOf: UuidOf): Bundle {
  const entries = new DocumentEntries(`record/${copy.resident.id}`, uuidOf);
  const house = entries.add("facility", {
    resourceType: "Organization",
    identifier: [{ system: "urn:anhu:facility", value: plain(copy.facility.id) }],
    name: plain(copy.facility.name),
  });
  const patient = entries.add("patient", patientOf(copy, house));
  for (const relative of copy.relatives) addRelative(relative, patient, entries);
  for (const [code, days] of copy.days)
    for (const one of days) entries.add(`day ${code} ${one.at}`, observationOf(code, one, patient));
  addEvents(copy, patient, house, entries);
  for (const entry of copy.consents) addConsent(entry, patient, house, entries);
  return {
    resourceType: "Bundle",
    identifier: { system: "urn:anhu:record-copy", value: plain(`${copy.resident.id}/${isoTimeOf(copy.madeAt)}`) },
    type: "collection",
    timestamp: isoTimeOf(copy.madeAt),
    entry: entries.startingWith("patient"),
  };
}

function patientOf({ resident }: RecordCopy, house: Reference): Patient {
  const { id, name, sex, birthDate, identityNumber, insuranceNumber, recordNumber, address, contacts } = resident;
  const numbers = [
    ["urn:anhu:resident", id],
    ["urn:anhu:identity-number", identityNumber],
    ["urn:anhu:insurance-number", insuranceNumber],
    ["urn:anhu:record-number", recordNumber],
  ] as const;
  return {
    resourceType: "Patient",
    identifier: numbers.flatMap(([system, value]) => (value === undefined ? [] : [{ system, value: plain(value) }])),
    name: [{ use: "official", text: plain(name) }],
    gender: sex,
    birthDate,
    ...(address === undefined ? {} : { address: [{ text: plain(address) }] }),
    contact: contacts.map((contact) => ({
      relationship: [concept(contact.relation)],
      name: { text: plain(contact.name) },
      telecom: [{ system: "phone" as const, value: plain(contact.phone) }],
    })),
    managingOrganization: house,
  };
}

function addRelative(
  { id, name, relation }: RecordCopy["relatives"][number],
  patient: Reference,
  entries: DocumentEntries,
): void {
  const { guardian, isEmergencyContact } = relation;
  entries.add(`relative ${id}`, {
    resourceType: "RelatedPerson",
    identifier: [{ system: "urn:anhu:person", value: plain(id) }],
    patient,
    relationship: [
      concept(relation.relation),
      ...(guardian === undefined ? [] : [concept("监护人", coding(systems.own, "guardian"))]),
      ...(isEmergencyContact === true ? [concept("紧急联系人", coding(systems.own, "emergency-contact"))] : []),
    ],
    name: [{ text: plain(name) }],
  });
}

/** A day of one code: mean with least and most of quantities, else the last value. */
function observationOf(code: ObservationCode, { at, min, max, mean, last }: Bucket, patient: Reference): Observation {
  const entry = entryOf(code);
  const unit = entry.value === "quantity" ? entry.unit : undefined;
  const quantity = (value: number) => ({
    value: Number(value.toFixed(2)),
    ...(unit !== undefined && { unit, system: systems.ucum, code: unit }),
  });
  const component = (name: string, value: number) => ({
    code: concept(name === "minimum" ? "最低" : "最高", coding(systems.own, name)),
    valueQuantity: quantity(value),
  });
  return {
    resourceType: "Observation",
    status: "final",
    category: [vitalSigns],
    code: concept(`${entry.label.zh}（每日）`, ...(codeOf(code).coding ?? [])),
    subject: patient,
    effectivePeriod: { start: isoTimeOf(at), end: isoTimeOf(at + day) },
    ...(mean === undefined ? { valueString: plain(valueText(code, last).zh) } : { valueQuantity: quantity(mean) }),
    ...(min !== undefined &&
      max !== undefined && {
        component: [component("minimum", min), component("maximum", max)],
      }),
  };
}

function addEvents(copy: RecordCopy, patient: Reference, house: Reference, entries: DocumentEntries): void {
  for (const { id, kind, reason, priority, raisedAt, closedAt } of copy.alerts)
    entries.add(`alert ${id}`, {
      resourceType: "Flag",
      status: closedAt === undefined ? "active" : "inactive",
      category: [concept("告警", coding(systems.own, `priority-${priority}`))],
      code: concept(alertTitle(kind, reason).zh, coding(systems.own, kind)),
      subject: patient,
      period: { start: isoTimeOf(raisedAt), ...(closedAt !== undefined && { end: isoTimeOf(closedAt) }) },
    });
  for (const { id, state, direction, mode, requestedAt } of copy.referrals)
    entries.add(`referral ${id}`, {
      resourceType: "ServiceRequest",
      identifier: [{ system: "urn:anhu:referral", value: plain(id) }],
      status: "unknown",
      intent: "order",
      code: concept(direction === "up" ? "上转" : "下转", coding(systems.own, `${mode}-${direction}`)),
      subject: patient,
      authoredOn: isoTimeOf(requestedAt),
      note: [{ text: plain(referralStateTitles[state].zh) }],
    });
  for (const { visit, note } of copy.visits) {
    const encounter = entries.add(`visit ${visit.id}`, {
      resourceType: "Encounter",
      identifier: [{ system: "urn:anhu:visit", value: plain(visit.id) }],
      status: visit.endedAt === undefined ? "planned" : "finished",
      class: coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "VR", "virtual"),
      type: [concept(visit.kind, coding(systems.own, visit.kind))],
      subject: patient,
      reasonCode: [concept(visit.reason)],
      ...(visit.startedAt !== undefined && {
        period: {
          start: isoTimeOf(visit.startedAt),
          ...(visit.endedAt !== undefined && { end: isoTimeOf(visit.endedAt) }),
        },
      }),
      serviceProvider: house,
    });
    if (note === undefined) continue;
    const said = Object.values(note.parts).filter((part) => part !== undefined && part !== "");
    entries.add(
      `visit note ${visit.id}`,
      writing("视频巡诊记录", said.join("\n"), note.savedAt, patient, note.savedBy.name, encounter),
    );
  }
  for (const { id, text, at, by } of copy.notes) entries.add(`note ${id}`, writing("护理记录", text, at, patient, by));
}

/** Words of a person as a document of plain text. */
function writing(title: string, text: string, at: number, patient: Reference, by: string, encounter?: Reference) {
  return {
    resourceType: "DocumentReference" as const,
    status: "current" as const,
    type: concept(title),
    subject: patient,
    date: isoTimeOf(at),
    author: [{ display: plain(by) }],
    content: [{ attachment: { contentType: "text/plain; charset=utf-8", data: base64Of(text), title: plain(title) } }],
    ...(encounter !== undefined && { context: { encounter: [encounter] } }),
  };
}

function base64Of(text: string): string {
  const bytes = new TextEncoder().encode(text.toWellFormed());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

/** Each yes and no; what is not a consent itself (who joined, who left) says so in its category. */
function addConsent(entry: ConsentEntry, patient: Reference, house: Reference, entries: DocumentEntries): void {
  const { id, step, at, personId, personName, noticeVersion } = entry;
  const isGranted = step.kind === "granted";
  entries.add(`consent ${id}`, {
    resourceType: "Consent",
    status: isGranted ? "active" : "inactive",
    scope: {
      coding: [coding("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy", "Privacy Consent")],
    },
    category: [
      concept("家属查看授权", coding(systems.loinc, "59284-0", "Consent Document")),
      concept(step.kind, coding(systems.own, `consent-${step.kind}`)),
    ],
    patient,
    dateTime: isoTimeOf(at),
    organization: [house],
    policyRule: concept(`告知书 ${noticeVersion}`, coding(systems.own, `notice-${noticeVersion}`)),
    provision: {
      type: isGranted ? "permit" : "deny",
      ...(isGranted && {
        period: { start: isoTimeOf(at), ...(step.until !== undefined && { end: isoTimeOf(step.until) }) },
        class: step.classes.map((one) => coding(systems.own, one, dataClassWords[one].label.zh)),
      }),
      actor: [
        {
          role: concept("家属"),
          reference: { identifier: { system: "urn:anhu:person", value: plain(personId) }, display: plain(personName) },
        },
      ],
    },
  });
}
