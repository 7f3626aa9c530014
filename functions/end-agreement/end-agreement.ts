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
 * Ends an agreement after a last day, or at once. Referrals that are under way go on; from the day after, or from now on, no
 * new one takes its routes. One that has not begun by its last day never holds.
 */
export async function endAgreement(
  { path, body, caller }: HttpInput<(typeof consortiumRoutes)["end-agreement"]>,
  deps: Deps<"end-agreement">,
): Promise<AgreementView> {
  const before = await deps.agreements.find(path.id);
  if (before === undefined) throw unknownAgreement(path.id);
  const now = deps.now();
  const isAtOnce = body.on === "now";
  const validUntil = isAtOnce ? dateOf(now) : (body.on ?? dateOf(now));
  const last = before.changes.at(-1);
  const isSoAlready = isAtOnce ? before.endedAt !== undefined : before.validUntil === validUntil;
  // The same request again.
  if (last?.what === "ended" && isSoAlready) return agreementView(before, dateOf(now));
  const { name: by, id: byId } = nameOf(caller);
  const { endedAt: _, ...terms } = before;
  const after: Agreement = {
    ...terms,
    validUntil,
    ...(isAtOnce && { endedAt: now }),
    changes: [...before.changes, { at: now, by, byId, what: "ended", reason: body.reason }],
    version: before.version + 1,
  };
  if ((await deps.agreements.save(after)) === "conflict") throw agreementChangedByOthers(path.id);
  return agreementView(after, dateOf(now));
}
