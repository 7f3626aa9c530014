import { dateOf } from "../../contracts/iso-time.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import type { ConsortiumRoute } from "../../domain/consortium/routes.ts";
import type { FacilityKind } from "../../domain/model/facility.ts";
import { greenDestination } from "../../domain/referrals/green-channel.ts";
import { facilityOf, type Referral } from "../../domain/referrals/referral.ts";
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

const back: readonly PersonalAction[] = ["offer-down", "ready"];

/** By which kind of agreement a step leads to another house. */
const routeKinds: Readonly<Partial<Record<PersonalAction, ConsortiumRoute["kind"]>>> = {
  offer: "up-referral",
  substitute: "green-channel",
  "transfer-onward": "up-referral",
  "transfer-urgent": "green-channel",
  "offer-down": "down-referral",
  ready: "down-referral",
};

/**
 * The house to which a step leads, which an agreement of the house that sends the person has to open; an external hospital that
 * said yes on the telephone, and is not closed, needs none, since nobody there reads the case. In the place of a hospital comes another one, never
 * the house itself or the one they come from. Of `upgrade` without a house: where it is going already, if that has agreed to the
 * green channel, else the first that has; a hospital that finds it at triage (`asId`) sends nobody to another one.
 */
export async function nextHouse(
  referral: Referral,
  { do: action, toFacilityId, phone }: Asked,
  deps: HouseDeps,
  asId: string,
): Promise<string | undefined> {
  const { originId, destinationId, direction } = referral;
  const senderId = facilityOf(referral, "sender");
  if (action === "upgrade" && asId === destinationId && phone === undefined)
    return ownGreenHouse(senderId, destinationId, toFacilityId, deps);
  if (action === "upgrade") return greenHouse({ originId: senderId, destinationId }, toFacilityId, deps);
  if (action === "arrive-elsewhere") return anyHouse(originId, toFacilityId, deps);
  if (action === "ready" && toFacilityId === undefined) return undefined;
  const kind = routeKinds[action];
  if (kind === undefined) return undefined;
  if (toFacilityId === undefined) throw stepNeeds("toFacilityId");
  const isBack = back.includes(action);
  const isPassedToItself = toFacilityId === destinationId && action !== "offer";
  const isWhereTheyCome = toFacilityId === originId || toFacilityId === senderId;
  if (isPassedToItself || (!isBack && isWhereTheyCome)) throw notThere(toFacilityId);
  // Home again needs no agreement.
  if (isBack && direction === "up" && toFacilityId === originId) return toFacilityId;
  const next = await deps.facilities.find(toFacilityId);
  const mustTreat = action === "substitute" || isOnwardStep(action);
  if (mustTreat && next !== undefined && !treating.includes(next.kind)) throw notThere(toFacilityId);
  const isOutside = next?.kind === "external-hospital" && !isClosedOn(next, dateOf(deps.now()));
  if (phone !== undefined && isOutside) return toFacilityId;
  const from = isBack || isOnwardStep(action) ? destinationId : senderId;
  if (next === undefined || !isOpen(await routesToday(deps.now(), deps), kind, from, toFacilityId))
    throw noRoute(from, toFacilityId);
  return toFacilityId;
}

/** The hospital that has the person is the destination, and sends them from there. */
function isOnwardStep(action: PersonalAction): boolean {
  return action === "transfer-onward" || action === "transfer-urgent";
}

/** Whoever stands in the door has come, whatever was agreed; only it has to be a house that is known, and not their own. */
async function anyHouse(originId: string, named: string | undefined, { facilities }: HouseDeps): Promise<string> {
  if (named === undefined) throw stepNeeds("toFacilityId");
  if (named === originId || (await facilities.find(named)) === undefined) throw noRoute(originId, named);
  return named;
}

async function ownGreenHouse(
  senderId: string,
  destinationId: string,
  named: string | undefined,
  deps: HouseDeps,
): Promise<string> {
  if (named !== undefined && named !== destinationId) throw notThere(named);
  const next = greenDestination(await routesToday(deps.now(), deps), senderId, destinationId);
  if (next === undefined) throw noRoute(senderId, destinationId);
  return next;
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
