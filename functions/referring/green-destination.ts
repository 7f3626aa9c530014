import { desksOf } from "../../domain/duty/department-roster.ts";
import { calledBy, reachesDepartments } from "../../domain/escalation/recipients.ts";
import { referralCallPolicy } from "../../domain/referrals/call-policy.ts";
import { greenDestinations } from "../../domain/referrals/green-channel.ts";
import { callContextOf } from "../escalating/call-context.ts";
import type { Deps } from "../shell/deps.ts";
import { hasUsers } from "./alerts-along.ts";
import { routesToday } from "./routes-today.ts";

type DestinationDeps = Pick<
  Deps<"call-green-channel">,
  "facilities" | "agreements" | "people" | "duties" | "channels" | "log" | "now"
> & {
  readonly referrals: Pick<Deps<"call-green-channel">["referrals"], "policy">;
};

/**
 * The hospital that an agreement on the green channel names for a house: the one that was asked for; else the one of the
 * house's policy, or the first, but before these one at whose desk, or else in whose house, somebody is on duty now who can be
 * called. Undefined where no agreement opens such a way today.
 */
export async function greenDestinationOf(
  originId: string,
  asked: string | undefined,
  deps: DestinationDeps,
): Promise<string | undefined> {
  const agreed = greenDestinations(await routesToday(deps.now(), deps), originId);
  if (asked !== undefined) return agreed.find((id) => id === asked);
  const { greenChannel } = await deps.referrals.policy(originId);
  const inOrder = agreed.toSorted(
    (a, b) => Number(b === greenChannel?.toFacilityId) - Number(a === greenChannel?.toFacilityId),
  );
  if (inOrder.length < 2) return inOrder[0];
  const using = await kept(inOrder, (id) => hasUsers(id, deps));
  const staffing = await Promise.all(using.map((id) => staffingOf(id, deps)));
  const at = (wanted: Reached) => using.find((_, index) => staffing[index] === wanted);
  return at("desk") ?? at("house") ?? using[0] ?? inOrder[0];
}

/** Whom the first call of a hospital would reach now: those at its desk, somebody on duty, or nobody. */
type Reached = "desk" | "house" | "nobody";

/** Who cannot be read is not there. Where no department is the desk, the whole house is. */
async function staffingOf(facilityId: string, deps: DestinationDeps): Promise<Reached> {
  try {
    const house = await deps.facilities.find(facilityId);
    const desks = desksOf(house?.departments);
    const { rules } = referralCallPolicy(facilityId, undefined, desks);
    const first = rules.find(({ priority }) => priority === "high")?.steps.slice(0, 1) ?? [];
    const context = await callContextOf(facilityId, deps.now(), deps);
    if (calledBy(first, "high", context).instead !== undefined) return "nobody";
    return desks.length === 0 || first.some((step) => reachesDepartments(step, context)) ? "desk" : "house";
  } catch (error) {
    deps.log.error("who is on duty at a hospital cannot be read", { facilityId, error });
    return "nobody";
  }
}

async function kept(ids: readonly string[], keeps: (id: string) => Promise<boolean>): Promise<readonly string[]> {
  const kept = await Promise.all(ids.map(keeps));
  return ids.filter((_, index) => kept[index]);
}
