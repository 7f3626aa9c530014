import type { Consent, Reference } from "fhir/r4";
import type { TransferConsent } from "../../domain/referrals/consent.ts";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import { isoTimeOf } from "../iso-time.ts";
import { fieldLines } from "../papers/field-lines.ts";
import { consentWayWords } from "../referral-words.ts";
import { coding, concept, type DocumentEntries, plain, systems } from "./entry.ts";
import type { Cast } from "./people.ts";

/**
 * Adds the consent to the transfer, with who gave it. Where nobody could be asked in an emergency it says by which rule the
 * person was sent all the same, and whom nobody asked performs nothing.
 */
export function addConsent(papers: ReferralPapers, cast: Cast, entries: DocumentEntries): readonly Reference[] {
  const consent = papers.snapshot.fields.consent?.value;
  if (consent === undefined) return [];
  const isGiven = consent.kind === "given";
  const giver = isGiven ? giverOf(consent, cast, entries) : undefined;
  const resource: Consent = {
    resourceType: "Consent",
    status: "active",
    scope: { coding: [coding("http://terminology.hl7.org/CodeSystem/consentscope", "treatment", "Treatment")] },
    category: [
      concept("转诊知情同意", coding(systems.loinc, "59284-0", "Consent Document")),
      isGiven
        ? concept(consentWayWords[consent.how].zh, coding(systems.own, `consent-${consent.how}`))
        : concept("紧急情况未能取得同意", coding(systems.own, "consent-emergency")),
    ],
    patient: cast.patient,
    dateTime: isoTimeOf(consent.at),
    ...(giver === undefined ? {} : { performer: [giver] }),
    organization: [cast.origin],
    policyRule: concept(
      fieldLines(papers.snapshot.fields, "consent").join("；"),
      coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", isGiven ? "OPTIN" : "EMRGONLY"),
    ),
    provision: {
      type: "permit",
      ...(isGiven
        ? {}
        : { purpose: [coding("http://terminology.hl7.org/CodeSystem/v3-ActReason", "ETREAT", "Emergency Treatment")] }),
    },
  };
  return [entries.add("consent", resource)];
}

function giverOf(
  { who, name, relation }: Extract<TransferConsent, { kind: "given" }>,
  { patient }: Cast,
  entries: DocumentEntries,
): Reference {
  if (who === "resident") return patient;
  return entries.add("consent giver", {
    resourceType: "RelatedPerson",
    patient,
    relationship: [
      concept(relation ?? (who === "guardian" ? "监护人" : "家属"), coding(systems.own, `consent-${who}`)),
    ],
    name: [{ text: plain(name) }],
  });
}
