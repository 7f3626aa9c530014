import { greenDestination } from "../../domain/referrals/green-channel.ts";
import type { Deps } from "../shell/deps.ts";
import { routesToday } from "./routes-today.ts";

/**
 * The hospital that an agreement on the green channel names for a house: the one that was asked for, the one of the house's
 * policy, or the first. Undefined where no agreement opens such a way today.
 */
export async function greenDestinationOf(
  originId: string,
  asked: string | undefined,
  deps: Pick<Deps<"request-referral">, "facilities" | "agreements" | "log" | "now"> & {
    readonly referrals: Pick<Deps<"request-referral">["referrals"], "policy">;
  },
): Promise<string | undefined> {
  const routes = await routesToday(deps.now(), deps);
  if (asked !== undefined) return greenDestination(routes, originId, asked);
  const { greenChannel } = await deps.referrals.policy(originId);
  return (
    greenDestination(routes, originId, greenChannel?.toFacilityId) ?? greenDestination(routes, originId, undefined)
  );
}
