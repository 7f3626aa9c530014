import { expiredHoldMatter } from "../../domain/beds/matters.ts";
import { endHold, tellEndedHold } from "../beds/end-hold.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { tellMatter, tellMatters } from "../beds/tell-matters.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 8;

/** Some holds or houses could not be seen to; the next sweep does. */
export class IncompleteBedSweepError extends Error {
  readonly code = "incomplete-sweep";
  readonly failed: number;
  constructor(failed: number) {
    super(`${failed} holds or houses were not seen to`);
    this.failed = failed;
  }
}

/**
 * Takes away holds whose time ran out, and tells the cases for which beds were held. Nobody waits for a bed, since it counts
 * as free already; it keeps the list of holds to those that count. One that was made to last longer meanwhile stays. Then
 * tells each house what waits for it: conversions, family beds, and before they are taken away holds for which nobody came.
 * What fails holds up nothing else, and is done the next time.
 */
export async function sweepHolds(_tick: undefined, deps: Deps<"sweep-holds">): Promise<void> {
  const now = deps.now();
  const over = (await deps.residents.listHolds()).filter(({ hold }) => hold.until <= now);
  const houses = readableOf(await deps.facilities.list(), deps.log);
  let failed = 0;
  const attempt = async (facilityId: string, work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      failed += 1;
      deps.log.error("the beds of a house were not seen to", { facilityId, error });
    }
  };
  await forEachBounded(over, atOnce, ({ place, hold }) =>
    attempt(place.facilityId, async () => {
      const house = houses.find(({ id }) => id === place.facilityId);
      if (house !== undefined) await tellMatter(expiredHoldMatter(place, hold), false, house, deps);
      await endHold(place, hold, { at: now, why: "expired" }, deps);
    }),
  );
  await forEachBounded(await deps.residents.listEndedHolds(), atOnce, (ended) =>
    attempt(ended.place.facilityId, () => tellEndedHold(ended, deps)),
  );
  await tellBeds(
    over.map(({ place }) => place.facilityId),
    deps,
  );
  await forEachBounded(houses, atOnce, (house) => attempt(house.id, () => tellMatters(house, deps)));
  if (failed > 0) throw new IncompleteBedSweepError(failed);
}
