import { agreementView } from "../../contracts/agreement-view.ts";
import type { AgreementView } from "../../contracts/http/consortium.ts";
import type { consortiumRoutes } from "../../contracts/http/consortium-routes.ts";
import { dateOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import type { Agreement } from "../../domain/consortium/agreement.ts";
import { agreementChangedByOthers, unknownAgreement } from "../consortium/agreement-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * Ends an agreement after a last day. Referrals that are under way go on; from the day after no new one takes its routes. One that
 * has not begun by its last day never holds.
 */
export async function endAgreement(
  { path, body, caller }: HttpInput<(typeof consortiumRoutes)["end-agreement"]>,
  deps: Deps<"end-agreement">,
): Promise<AgreementView> {
  const before = await deps.agreements.find(path.id);
  if (before === undefined) throw unknownAgreement(path.id);
  const now = deps.now();
  const validUntil = body.on ?? dateOf(now);
  const last = before.changes.at(-1);
  // The same request again.
  if (last?.what === "ended" && before.validUntil === validUntil) return agreementView(before, dateOf(now));
  const { name: by, id: byId } = nameOf(caller);
  const after: Agreement = {
    ...before,
    validUntil,
    changes: [...before.changes, { at: now, by, byId, what: "ended", reason: body.reason }],
    version: before.version + 1,
  };
  if ((await deps.agreements.save(after)) === "conflict") throw agreementChangedByOthers(path.id);
  return agreementView(after, dateOf(now));
}
