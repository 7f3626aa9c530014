import type { ConsortiumRoute } from "../../domain/consortium/routes.ts";
import type { FacilityKind } from "../../domain/model/facility.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { PersonalAction } from "../../domain/referrals/transitions.ts";
import { noRoute, notThere, stepNeeds } from "../referring/referral-refusals.ts";
import { isOpen, routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";

type HouseDeps = Pick<Deps<"act-on-referral">, "facilities" | "agreements" | "log" | "now">;

interface Asked {
  readonly do: PersonalAction;
  readonly toFacilityId?: string | undefined;
  readonly phone?: unknown;
}

/** Where somebody who needs a hospital can be sent. */
const treating: readonly FacilityKind[] = ["county-hospital", "township-health-centre", "external-hospital"];

/**
 * The house to which a step leads, which an agreement has to open; an external hospital that said yes on the telephone needs
 * none, since nobody there reads the case. In the place of a hospital comes another one, never the house itself or the home. Of
 * `upgrade` without a house: where it is going already, if that has agreed to the green channel, else the first that has.
 */
export async function nextHouse(
  { originId, destinationId, direction }: Referral,
  { do: action, toFacilityId, phone }: Asked,
  deps: HouseDeps,
): Promise<string | undefined> {
  if (action === "upgrade") return greenHouse({ originId, destinationId }, toFacilityId, deps);
  if (action === "arrive-elsewhere") return anyHouse(originId, toFacilityId, deps);
  if (action === "ready" && toFacilityId === undefined) return undefined;
  if (action !== "offer" && action !== "substitute" && action !== "offer-down" && action !== "ready") return undefined;
  if (toFacilityId === undefined) throw stepNeeds("toFacilityId");
  const isBack = action === "offer-down" || action === "ready";
  const isPassedToItself = toFacilityId === destinationId && action !== "offer";
  if (isPassedToItself || (!isBack && toFacilityId === originId)) throw notThere(toFacilityId);
  // Home again needs no agreement.
  if (isBack && direction === "up" && toFacilityId === originId) return toFacilityId;
  const kind: ConsortiumRoute["kind"] = isBack ? "down-referral" : action === "offer" ? "up-referral" : "green-channel";
  const next = await deps.facilities.find(toFacilityId);
  if (action === "substitute" && next !== undefined && !treating.includes(next.kind)) throw notThere(toFacilityId);
  if (phone !== undefined && next?.kind === "external-hospital") return toFacilityId;
  const from = isBack ? destinationId : originId;
  if (next === undefined || !isOpen(await routesToday(deps.now(), deps), kind, from, toFacilityId))
    throw noRoute(from, toFacilityId);
  return toFacilityId;
}

/** Whoever stands in the door has come, whatever was agreed; only it has to be a house that is known, and not their own. */
async function anyHouse(originId: string, named: string | undefined, { facilities }: HouseDeps): Promise<string> {
  if (named === undefined) throw stepNeeds("toFacilityId");
  if (named === originId || (await facilities.find(named)) === undefined) throw noRoute(originId, named);
  return named;
}

async function greenHouse(
  { originId, destinationId }: Pick<Referral, "originId" | "destinationId">,
  named: string | undefined,
  deps: HouseDeps,
): Promise<string> {
  const routes = await routesToday(deps.now(), deps);
  const next = greenDestination(routes, originId, named ?? destinationId);
  const chosen = next ?? (named === undefined ? greenDestination(routes, originId, undefined) : undefined);
  if (chosen === undefined) throw noRoute(originId, named);
  return chosen;
}
