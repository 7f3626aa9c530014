import type { Caller } from "../../domain/access/caller.ts";
import { grantsEndAt } from "../../domain/access/consent.ts";
import { reachOf } from "../../domain/access/decide.ts";
import { secondsOf } from "./live-grant.ts";

/**
 * Of which residents a relative hears that something changed, and for how many seconds: no longer than what they may see of
 * any of them stands. What ends sooner than a connection can be bounded is not listened to, and read by asking instead.
 * Undefined: of none.
 */
export function familyListening(
  caller: Extract<Caller, { kind: "person" }>,
  seconds: number,
): { readonly residentIds: readonly string[]; readonly seconds: number } | undefined {
  const reach = reachOf(caller, "family.read");
  if (reach.kind === "everywhere") return undefined;
  const heard = caller.person.relations.flatMap((relation) => {
    if (!reach.residentIds.has(relation.residentId)) return [];
    const endsAt = grantsEndAt(relation, caller.at);
    const left = endsAt === undefined ? seconds : secondsOf(endsAt - caller.at);
    return left === undefined ? [] : [{ residentId: relation.residentId, seconds: left }];
  });
  if (heard.length === 0) return undefined;
  return {
    residentIds: heard.map(({ residentId }) => residentId),
    seconds: Math.min(seconds, ...heard.map((each) => each.seconds)),
  };
}
