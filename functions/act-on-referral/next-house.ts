import type { ConsortiumRoute } from "../../domain/consortium/routes.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { PersonalAction } from "../../domain/referrals/transitions.ts";
import { noRoute, stepNeeds } from "../referring/referral-refusals.ts";
import { isOpen, routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";

type HouseDeps = Pick<Deps<"act-on-referral">, "facilities" | "agreements" | "log" | "now">;

interface Asked {
  readonly do: PersonalAction;
  readonly toFacilityId?: string | undefined;
  readonly phone?: unknown;
}

/**
 * The house to which a step leads, which an agreement has to open; a house that said yes on the telephone needs none. Of
 * `upgrade` without a house: where it is going already, if that has agreed to the green channel, else the first that has.
 */
export async function nextHouse(
  { originId, destinationId, direction }: Referral,
  { do: action, toFacilityId, phone }: Asked,
  deps: HouseDeps,
): Promise<string | undefined> {
  if (action === "upgrade") return greenHouse({ originId, destinationId }, toFacilityId, deps);
  if (action === "ready" && toFacilityId === undefined) return undefined;
  if (action !== "offer" && action !== "substitute" && action !== "offer-down" && action !== "ready") return undefined;
  if (toFacilityId === undefined) throw stepNeeds("toFacilityId");
  const isBack = action === "offer-down" || action === "ready";
  // Home again needs no agreement.
  if (isBack && direction === "up" && toFacilityId === originId) return toFacilityId;
  const kind: ConsortiumRoute["kind"] = isBack ? "down-referral" : action === "offer" ? "up-referral" : "green-channel";
  await demandRoute(kind, isBack ? destinationId : originId, toFacilityId, phone !== undefined, deps);
  return toFacilityId;
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

async function demandRoute(
  kind: ConsortiumRoute["kind"],
  from: string,
  to: string,
  isByPhone: boolean,
  deps: HouseDeps,
): Promise<void> {
  const isKnown = (await deps.facilities.find(to)) !== undefined;
  if (isByPhone && isKnown) return;
  if (!isKnown || !isOpen(await routesToday(deps.now(), deps), kind, from, to)) throw noRoute(from, to);
}
