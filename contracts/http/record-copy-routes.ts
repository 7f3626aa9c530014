import { idInPath, noParameters } from "./fields.ts";
import { fhirCollection, pdfCopy } from "./record-copy.ts";
import type { Route } from "./route.ts";

/** The copy of a record for whoever has a right to it (个人信息保护法 art. 45), under the names of the functions. */
export const recordCopyRoutes = {
  "copy-record": {
    method: "GET",
    path: "/api/residents/{id}/copy",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: fhirCollection,
    media: "application/fhir+json",
    problems: ["unknown-resident"],
    summary: { zh: "个人资料副本（FHIR R4）", en: "A copy of a resident's record as FHIR R4" },
  },
  "print-record": {
    method: "GET",
    path: "/api/residents/{id}/copy-paper",
    parameters: idInPath,
    query: noParameters,
    success: 200,
    answer: pdfCopy,
    media: "application/pdf",
    problems: ["unknown-resident"],
    summary: { zh: "个人资料副本（PDF）", en: "A copy of a resident's record as PDF" },
  },
} as const satisfies Record<string, Route>;
