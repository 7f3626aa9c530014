import { type Alert, isOutsideWatch, isTechnical } from "../alerts/alert.ts";
import { type ConsortiumRoute, destinationsOf } from "../consortium/routes.ts";
import type { Resident } from "../model/resident.ts";
import type { ReferralPolicy } from "./policy.ts";

/** Alerts about a place, which call the fire brigade and not a hospital; and those that speak of a referral themselves. */
const notOfThePerson: readonly Alert["kind"][] = ["smoke", "gas"];

/** Whether an alert is one from which the green channel can be called: open, and about a person. */
export function mayCallGreenChannel({ kind, closedAt }: Pick<Alert, "kind" | "closedAt">): boolean {
  return closedAt === undefined && !isTechnical(kind) && !isOutsideWatch(kind) && !notOfThePerson.includes(kind);
}

/**
 * Whether a facility's policy calls the green channel for an alert: priority high, still active, calling since as many
 * steps as were agreed, and nobody answers. Never for who is under a hospice plan: there people decide (reference 6.3).
 */
export function isCalledByPolicy(
  alert: Alert,
  { greenChannel }: ReferralPolicy,
  resident: Pick<Resident, "palliative" | "discharge">,
): boolean {
  if (greenChannel === undefined || !mayCallGreenChannel(alert)) return false;
  if (alert.priority !== "high" || alert.condition !== "active") return false;
  if (resident.palliative || resident.discharge !== undefined) return false;
  const { escalation } = alert;
  return escalation?.kind === "calling" && escalation.taken >= greenChannel.afterStep;
}

/** The hospitals to which an agreement on the green channel leads, in the order of the agreements. */
export function greenDestinations(routes: readonly ConsortiumRoute[], originId: string): readonly string[] {
  return destinationsOf(routes, originId, "green-channel");
}

/** The hospital that takes the person: the one that is named, if an agreement opens the way to it; else the first. */
export function greenDestination(
  routes: readonly ConsortiumRoute[],
  originId: string,
  named: string | undefined,
): string | undefined {
  const open = destinationsOf(routes, originId, "green-channel");
  return named === undefined ? open[0] : open.find((id) => id === named);
}
