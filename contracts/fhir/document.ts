import type { Bundle, Reference } from "fhir/r4";
import type { ReferralPapers } from "../../domain/referrals/papers.ts";
import type { SnapshotField } from "../../domain/referrals/snapshot-fields.ts";
import { news2Parameters } from "../../domain/watch/news2-scoring.ts";
import { isoTimeOf } from "../iso-time.ts";
import { titleOf } from "../papers/form-title.ts";
import { addBackground } from "./background.ts";
import { addConsent } from "./consent.ts";
import { coding, concept, DocumentEntries, plain, systems, type UuidOf } from "./entry.ts";
import { news2Observation } from "./news2.ts";
import { addPeople, addPractitioner, type Cast } from "./people.ts";
import { addRequest } from "./request.ts";
import { sectionsOf } from "./sections.ts";
import { addVitals } from "./vital-signs.ts";

/**
 * A referral with its snapshot as a FHIR R4 document: the Composition first, then everything to which it refers, each once
 * and by `urn:uuid:`. The same papers make the same document, byte for byte.
 */
export function referralDocument(papers: ReferralPapers, uuidOf: UuidOf): Bundle {
  const { referralId, direction, mode, snapshot } = papers;
  const scope = `${referralId}/${snapshot.id}/${direction}`;
  const entries = new DocumentEntries(scope, uuidOf);
  const cast = addPeople(papers, entries);
  const resources = addClinical(papers, cast, entries);
  const { request, task, plan } = addRequest(papers, cast, [...resources.values()].flat(), entries);
  const madeAt = isoTimeOf(snapshot.sealedAt ?? snapshot.takenAt);
  entries.add("composition", {
    resourceType: "Composition",
    ...(papers.retrospective === undefined
      ? {}
      : { meta: { tag: [coding(systems.own, "completed-afterwards", afterwardsWords(papers.retrospective))] } }),
    status: snapshot.corrects !== undefined ? "amended" : snapshot.sealedAt === undefined ? "preliminary" : "final",
    type: typeOf(direction),
    subject: cast.patient,
    date: madeAt,
    author: [snapshot.takenBy === undefined ? cast.system : addPractitioner(snapshot.takenBy, entries)],
    title: titleOf(direction),
    confidentiality: "R",
    custodian: cast.origin,
    ...(snapshot.corrects === undefined
      ? {}
      : {
          relatesTo: [
            {
              code: "replaces",
              targetIdentifier: { system: "urn:anhu:snapshot", value: plain(snapshot.corrects) },
            },
          ],
        }),
    section: [
      ...sectionsOf(snapshot, direction, resources, cast, entries),
      {
        title: mode === "green-channel" ? "转诊（绿色通道）" : "转诊",
        code: concept("Referral", coding(systems.own, "referral")),
        entry: [request, task, ...(plan === undefined ? [] : [plan])],
      },
    ],
  });
  return {
    resourceType: "Bundle",
    identifier: { system: "urn:anhu:document", value: plain(scope) },
    type: "document",
    timestamp: madeAt,
    entry: entries.startingWith("composition"),
  };
}

/** Papers that an emergency left for later, and whether somebody said since that they are complete. */
function afterwardsWords({ completedAt, by }: NonNullable<ReferralPapers["retrospective"]>): string {
  if (completedAt === undefined) return "先行转诊，资料尚未补全";
  return plain(`事后补全：${by === undefined ? "" : `${by} `}${isoTimeOf(completedAt)}`);
}

function typeOf(direction: ReferralPapers["direction"]) {
  return direction === "up"
    ? concept("转诊单", coding(systems.loinc, "57133-1", "Referral note"))
    : concept("出院小结与回转单", coding(systems.loinc, "18842-5", "Discharge summary"));
}

function addClinical(
  papers: ReferralPapers,
  cast: Cast,
  entries: DocumentEntries,
): ReadonlyMap<SnapshotField, readonly Reference[]> {
  const { vitals, news2 } = papers.snapshot.fields;
  const measured: ReadonlyMap<string, Reference> =
    vitals?.value === undefined ? new Map<string, Reference>() : addVitals(vitals.value, cast.patient, entries);
  const resources = new Map(addBackground(papers, cast, measured, entries));
  const consent = addConsent(papers, cast, entries);
  if (consent.length > 0) resources.set("consent", consent);
  const places = [...new Map([...measured.values()].map((place) => [place.reference, place])).values()];
  if (places.length > 0) resources.set("vitals", places);
  if (news2?.value !== undefined) {
    const sources = news2Parameters.flatMap((name) => measured.get(name) ?? []);
    const score = entries.add("news2", news2Observation(news2.value, cast.patient, sources));
    resources.set("news2", [score, ...(resources.get("news2") ?? [])]);
  }
  return resources;
}
