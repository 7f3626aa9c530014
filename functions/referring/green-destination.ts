import { calledBy } from "../../domain/escalation/recipients.ts";
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
 * house's policy, or the first, but before these one where somebody is on duty now who can be called. Undefined where no
 * agreement opens such a way today.
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
  const staffed = await kept(using, (id) => isStaffed(id, deps));
  return staffed[0] ?? using[0] ?? inOrder[0];
}

/** Whether the first call of a desk would reach somebody who is on duty there now. Who cannot be read is not there. */
async function isStaffed(facilityId: string, deps: DestinationDeps): Promise<boolean> {
  const steps = referralCallPolicy(facilityId).rules.find(({ priority }) => priority === "high")?.steps ?? [];
  try {
    const { instead } = calledBy(steps.slice(0, 1), "high", await callContextOf(facilityId, deps.now(), deps));
    return instead === undefined;
  } catch (error) {
    deps.log.error("who is on duty at a hospital cannot be read", { facilityId, error });
    return false;
  }
}

async function kept(ids: readonly string[], keeps: (id: string) => Promise<boolean>): Promise<readonly string[]> {
  const kept = await Promise.all(ids.map(keeps));
  return ids.filter((_, index) => kept[index]);
}
