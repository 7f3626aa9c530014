import { idInPath, noParameters } from "./fields.ts";
import { fhirDocument, paperQuery, papersChange, pdfFile, snapshot, snapshotList } from "./referral-papers.ts";
import type { Route } from "./route.ts";

/** The papers of a referral: the routes, under the names of the functions that serve them. */
export const referralPaperRoutes = {
  "list-snapshots": {
    method: "GET",
    path: "/api/referrals/{id}/snapshots",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: snapshotList,
    problems: ["unknown-referral"],
    summary: { zh: "转诊的交接摘要（ISBAR）", en: "The hand-over snapshots of a referral (ISBAR)" },
  },
  "complete-papers": {
    method: "POST",
    path: "/api/referrals/{id}/papers",
    parameters: idInPath,
    query: noParameters,
    body: papersChange,
    success: 200,
    answer: snapshot,
    problems: [
      "unknown-referral",
      "unknown-snapshot",
      "not-your-part",
      "papers-changed",
      "papers-full",
      "version-conflict",
    ],
    summary: { zh: "填写、更正或交出交接摘要", en: "Fill in, put right or hand over a snapshot" },
  },
  "print-referral": {
    method: "GET",
    path: "/api/referrals/{id}/form",
    parameters: idInPath,
    query: paperQuery,
    success: 200,
    answer: pdfFile,
    media: "application/pdf",
    problems: ["unknown-referral", "unknown-snapshot"],
    summary: { zh: "双向转诊单（转出、回转）PDF", en: "The printed form of a referral, out or back, as PDF" },
  },
  "export-referral": {
    method: "GET",
    path: "/api/referrals/{id}/fhir",
    parameters: idInPath,
    query: paperQuery,
    success: 200,
    answer: fhirDocument,
    media: "application/fhir+json",
    problems: ["unknown-referral", "unknown-snapshot"],
    summary: { zh: "转诊的 FHIR R4 文档", en: "A referral as a FHIR R4 document" },
  },
} as const satisfies Record<string, Route>;
