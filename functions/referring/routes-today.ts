import { type ConsortiumRoute, routesFrom } from "../../domain/consortium/routes.ts";
import { type EpochMs, hour } from "../../domain/model/time.ts";
import type { AgreementStore } from "../../stores/agreement-store.ts";
import type { FacilityStore } from "../../stores/facility-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

/** The ways that agreements open on the day of `now` in Asia/Shanghai; what cannot be read is logged and opens none. */
export async function routesToday(
  now: EpochMs,
  deps: {
    readonly facilities: Pick<FacilityStore, "list">;
    readonly agreements: Pick<AgreementStore, "list">;
    readonly log: Log;
  },
): Promise<readonly ConsortiumRoute[]> {
  const [facilities, agreements] = await Promise.all([deps.facilities.list(), deps.agreements.list()]);
  const day = new Date(now + 8 * hour).toISOString().slice(0, 10);
  return routesFrom(readableOf(facilities, deps.log), readableOf(agreements, deps.log), day);
}

/** Whether one of them leads from one house to the other. */
export function isOpen(
  routes: readonly ConsortiumRoute[],
  kind: ConsortiumRoute["kind"],
  fromFacilityId: string,
  toFacilityId: string,
): boolean {
  return routes.some(
    (route) => route.kind === kind && route.fromFacilityId === fromFacilityId && route.toFacilityId === toFacilityId,
  );
}
