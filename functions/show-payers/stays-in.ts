import { type BedStay, staysOf } from "../../domain/beds/payer-periods.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

const atOnce = 8;
/** Years of a bed; what is older is told without its beginning. */
const mostEntries = 400;

/** Who lay in these beds of a facility from when to when, oldest first in each. */
export async function staysIn(
  facilityId: string,
  bedIds: readonly string[],
  deps: Pick<Deps<"show-payers">, "residents" | "log">,
): Promise<readonly BedStay[]> {
  const states = await deps.residents.bedStates(facilityId, bedIds);
  const found: BedStay[] = [];
  await forEachBounded(states, atOnce, async ({ place, guard }) => {
    const entries = readableOf(await deps.residents.bedHistory(place, { limit: mostEntries }), deps.log);
    found.push(...staysOf(place, entries.toReversed(), guard.kind === "occupied" ? guard.residentId : undefined));
  });
  return found;
}
