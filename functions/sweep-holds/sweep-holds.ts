import { endHold, tellEndedHold } from "../beds/end-hold.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";

const atOnce = 8;

/**
 * Takes away holds whose time ran out, and tells the cases for which beds were held. Nobody waits for a bed, since it counts
 * as free already; it keeps the list of holds to those that count. One that was made to last longer meanwhile stays.
 */
export async function sweepHolds(_tick: undefined, deps: Deps<"sweep-holds">): Promise<void> {
  const now = deps.now();
  const over = (await deps.residents.listHolds()).filter(({ hold }) => hold.until <= now);
  await forEachBounded(over, atOnce, async ({ place, hold }) => {
    await endHold(place, hold, { at: now, why: "expired" }, deps);
  });
  await forEachBounded(await deps.residents.listEndedHolds(), atOnce, (ended) => tellEndedHold(ended, deps));
  await tellBeds(
    over.map(({ place }) => place.facilityId),
    deps,
  );
}
