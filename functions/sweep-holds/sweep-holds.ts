import { tellBeds } from "../beds/tell-beds.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";

const atOnce = 8;

/**
 * Takes away holds whose time ran out. Nobody waits for it, since such a bed counts as free already; it keeps the list of
 * holds to those that count. One that was made to last longer meanwhile stays.
 */
export async function sweepHolds(_tick: undefined, deps: Deps<"sweep-holds">): Promise<void> {
  const now = deps.now();
  const over = (await deps.residents.listHolds()).filter(({ hold }) => hold.until <= now);
  await forEachBounded(over, atOnce, async ({ place, hold }) => {
    await deps.residents.release(place, hold, { at: now, why: "expired" });
  });
  await tellBeds(
    over.map(({ place }) => place.facilityId),
    deps,
  );
}
