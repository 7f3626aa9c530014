import type * as z from "zod/mini";
import { recordBundle } from "../../contracts/fhir/record-bundle.ts";
import type { fhirCollection } from "../../contracts/http/record-copy.ts";
import type { recordCopyRoutes } from "../../contracts/http/record-copy-routes.ts";
import { recordCopyOf } from "../joining/record-copy.ts";
import { uuidOf } from "../referring/uuid-of.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** A resident's record as a FHIR R4 collection, for whoever has the right to a copy. */
export async function copyRecord(
  { path }: HttpInput<(typeof recordCopyRoutes)["copy-record"]>,
  deps: Deps<"copy-record">,
): Promise<z.infer<typeof fhirCollection>> {
  return recordBundle(await recordCopyOf(path.id, deps), uuidOf) as unknown as z.infer<typeof fhirCollection>;
}
