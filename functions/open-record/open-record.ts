import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningOutcome } from "../../contracts/http/openings.ts";
import { isEmergencyCase, openingRole, receivingHouses } from "../../domain/break-glass/may-open.ts";
import { openFor, standingRight } from "../break-glass/open-for.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Opens the record of whom a hospital receives, from the case by which they come. Whoever may read it anyway is told so, and
 * nothing is opened. The operators' command opens nothing: it has nobody who could answer for it.
 */
export async function openRecord(
  { path, body, caller }: HttpInput<(typeof openingRoutes)["open-record"]>,
  deps: Deps<"open-record">,
): Promise<OpeningOutcome> {
  if (caller.kind !== "person") throw openingRefusals.nobodyAnswers();
  const person = personOf(caller);
  const referral = await deps.referrals.find(path.id);
  const resident = referral && (await deps.residents.find(referral.residentId));
  if (referral === undefined || resident === undefined) throw unknown("referral", path.id);
  const already = standingRight(person, resident, deps.now());
  if (already !== undefined) return already;
  const as = openingRole(person, "record.open", receivingHouses(referral));
  if (as === undefined) throw openingRefusals.notReceiving();
  if (!isEmergencyCase(referral)) throw openingRefusals.notAnEmergency();
  const way = { kind: "referral", referralId: referral.id } as const;
  return openFor(person.id, { resident, reason: body.reason, as, way }, deps);
}
