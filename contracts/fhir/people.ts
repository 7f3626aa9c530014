import type { Identifier, Patient, PatientContact, Reference } from "fhir/r4";
import type { PaperParty, PaperPerson, ReferralPapers } from "../../domain/referrals/papers.ts";
import type { SnapshotIdentity } from "../../domain/referrals/snapshot-fields.ts";
import { dutyRoleWords } from "../duty-words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";

/** The resources to which nearly every other one refers. */
export interface Cast {
  readonly patient: Reference;
  readonly origin: Reference;
  readonly destination: Reference;
  /** The system that filled in what no person did. */
  readonly system: Reference;
  /** Who referred, as what they are in their house; by policy the house itself. */
  readonly requester: Reference;
}

/** Adds the person, the two houses, the system, and whoever referred. */
export function addPeople(papers: ReferralPapers, entries: DocumentEntries): Cast {
  const { origin, destination, referredBy } = papers;
  const system = entries.add("system", {
    resourceType: "Device",
    status: "active",
    deviceName: [{ name: "Anhu 安护", type: "user-friendly-name" }],
    type: concept("照护监护系统 monitoring system"),
  });
  const house = addOrganization(origin, entries);
  return {
    patient: addPatient(papers, entries),
    origin: house,
    destination: addOrganization(destination, entries),
    system,
    requester: referredBy === undefined ? house : addRequester(referredBy, house, entries),
  };
}

function addRequester(person: PaperPerson, organization: Reference, entries: DocumentEntries): Reference {
  const { id, role } = person;
  const practitioner = addPractitioner(person, entries);
  return entries.add(`role ${id}`, {
    resourceType: "PractitionerRole",
    practitioner,
    organization,
    ...(role === undefined ? {} : { code: [concept(dutyRoleWords[role].zh, coding(systems.own, `role-${role}`))] }),
  });
}

/** Adds somebody who acted; the same person once. */
export function addPractitioner(
  { id, name, phone }: { readonly id: string; readonly name: string; readonly phone?: string },
  entries: DocumentEntries,
): Reference {
  return entries.add(`practitioner ${id} ${name}`, {
    resourceType: "Practitioner",
    identifier: [{ system: "urn:anhu:person", value: plain(id) }],
    name: [{ text: plain(name) }],
    ...(phone === undefined ? {} : { telecom: [{ system: "phone", value: plain(phone) }] }),
  });
}

function addOrganization({ facilityId, name, phone }: PaperParty, entries: DocumentEntries): Reference {
  return entries.add(`organization ${facilityId}`, {
    resourceType: "Organization",
    identifier: [{ system: "urn:anhu:facility", value: plain(facilityId) }],
    name: plain(name),
    ...(phone === undefined ? {} : { telecom: [{ system: "phone", value: plain(phone) }] }),
  });
}

function addPatient({ snapshot }: ReferralPapers, entries: DocumentEntries): Reference {
  const identity = snapshot.fields.identity?.value;
  const contacts = snapshot.fields.contacts?.value ?? [];
  return entries.add("patient", {
    resourceType: "Patient",
    identifier: identifiersOf(snapshot.residentId, identity),
    ...(identity === undefined ? {} : personal(identity)),
    ...(contacts.length === 0
      ? {}
      : {
          contact: contacts.map(
            ({ name, relation, phone }): PatientContact => ({
              relationship: [concept(relation)],
              name: { text: plain(name) },
              telecom: [{ system: "phone", value: plain(phone) }],
            }),
          ),
        }),
  });
}

function personal({ name, sex, birthDate, address, phone }: SnapshotIdentity): Partial<Patient> {
  return {
    name: [{ use: "official", text: plain(name) }],
    gender: sex,
    birthDate,
    ...(address === undefined ? {} : { address: [{ text: plain(address) }] }),
    ...(phone === undefined ? {} : { telecom: [{ system: "phone", value: plain(phone) }] }),
  };
}

/** HL7 v2 table 0203: NI national identifier, HC health card, MR medical record. */
function identifiersOf(residentId: string, identity: SnapshotIdentity | undefined): Identifier[] {
  const typed = (code: string, system: string, value: string | undefined): Identifier[] =>
    value === undefined
      ? []
      : [
          {
            type: { coding: [coding("http://terminology.hl7.org/CodeSystem/v2-0203", code)] },
            system,
            value: plain(value),
          },
        ];
  return [
    { system: "urn:anhu:resident", value: plain(residentId) },
    ...typed("NI", "urn:anhu:identity-number", identity?.identityNumber),
    ...typed("HC", "urn:anhu:insurance-number", identity?.insuranceNumber),
    ...typed("MR", "urn:anhu:record-number", identity?.recordNumber),
  ];
}
