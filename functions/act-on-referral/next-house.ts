import type { ConsortiumRoute } from "../../domain/consortium/routes.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import type { PersonalAction } from "../../domain/referrals/transitions.ts";
import { noRoute, stepNeeds } from "../referring/referral-refusals.ts";
import { isOpen, routesToday } from "../referring/routes-today.ts";
import type { Deps } from "../shell/deps.ts";

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
  deps: Pick<Deps<"act-on-referral">, "facilities" | "agreements" | "log" | "now">,
): Promise<string | undefined> {
  switch (action) {
    case "offer":
    case "substitute": {
      if (toFacilityId === undefined) throw stepNeeds("toFacilityId");
      const kind: ConsortiumRoute["kind"] = action === "offer" ? "up-referral" : "green-channel";
      await demandRoute(kind, originId, toFacilityId, phone !== undefined, deps);
      return toFacilityId;
    }
    case "upgrade": {
      const routes = await routesToday(deps.now(), deps);
      const next = greenDestination(routes, originId, toFacilityId ?? destinationId);
      const other = toFacilityId === undefined ? greenDestination(routes, originId, undefined) : undefined;
      const chosen = next ?? other;
      if (chosen === undefined) throw noRoute(originId, toFacilityId);
      return chosen;
    }
    case "offer-down":
    case "ready": {
      if (action === "offer-down" && toFacilityId === undefined) throw stepNeeds("toFacilityId");
      // Home again needs no agreement.
      const isHome = toFacilityId === undefined || (direction === "up" && toFacilityId === originId);
      if (!isHome) await demandRoute("down-referral", destinationId, toFacilityId, phone !== undefined, deps);
      return toFacilityId;
    }
    default:
      return undefined;
  }
}

async function demandRoute(
  kind: ConsortiumRoute["kind"],
  from: string,
  to: string,
  isByPhone: boolean,
  deps: Pick<Deps<"act-on-referral">, "facilities" | "agreements" | "log" | "now">,
): Promise<void> {
  const isKnown = (await deps.facilities.find(to)) !== undefined;
  if (isByPhone && isKnown) return;
  if (!isKnown || !isOpen(await routesToday(deps.now(), deps), kind, from, to)) throw noRoute(from, to);
}
