import type { ErasureList } from "../../contracts/http/retention.ts";
import type { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { partViews } from "../retaining/retention-views.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** The register of erasures, the newest first. */
export async function listErasures(
  { query }: HttpInput<(typeof retentionRoutes)["list-erasures"]>,
  deps: Deps<"list-erasures">,
): Promise<ErasureList> {
  const found = readableOf(await deps.retention.listErasures(query), deps.log);
  const last = found.at(-1);
  return {
    items: found.map(({ id, kind, subjectId, why, byId, at, doneAt, parts }) => ({
      id,
      kind,
      subjectId,
      why,
      byId,
      at: isoTimeOf(at),
      ...(doneAt !== undefined && { doneAt: isoTimeOf(doneAt) }),
      parts: partViews(parts),
    })),
    ...(found.length === query.limit && last !== undefined && { next: last.id }),
  };
}
