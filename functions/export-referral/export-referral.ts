import type * as z from "zod/mini";
import { referralDocument } from "../../contracts/fhir/document.ts";
import type { fhirDocument } from "../../contracts/http/referral-papers.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { papersOf } from "../referring/papers-of.ts";
import { uuidOf } from "../referring/uuid-of.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** A case as a FHIR R4 document, for a system of the receiving side. */
export async function exportReferral(
  { path, query }: HttpInput<(typeof routes)["export-referral"]>,
  deps: Deps<"export-referral">,
): Promise<z.infer<typeof fhirDocument>> {
  const papers = await papersOf(path.id, query.kind, deps);
  return referralDocument(papers, uuidOf) as unknown as z.infer<typeof fhirDocument>;
}
