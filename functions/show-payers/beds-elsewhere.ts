import { type PayerPeriod, payerPeriods } from "../../domain/beds/payer-periods.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { staysIn } from "./stays-in.ts";

const atOnce = 8;

/**
 * The beds that people of a house have in others, as far as their record, an open referral or a conversion in effect says:
 * from when to when they lay there, and who pays where a conversion tells.
 */
export async function bedsElsewhere(
  facilityId: string,
  residents: ReadonlyMap<string, Resident>,
  deps: Deps<"show-payers">,
): Promise<readonly PayerPeriod[]> {
  const beds = new Map<string, Set<string>>();
  const add = (house: string, bedId: string) => {
    if (house !== facilityId) beds.set(house, (beds.get(house) ?? new Set()).add(bedId));
  };
  for (const resident of residents.values()) if (resident.bedId !== undefined) add(resident.facilityId, resident.bedId);
  for (const { bed } of readableOf(await deps.referrals.listOfHouse(facilityId, "open"), deps.log))
    if (bed !== undefined) add(bed.facilityId, bed.bedId);
  await forEachBounded([...residents.keys()], atOnce, async (id) => {
    const paying = await deps.conversions.payingFor(id);
    if (paying !== undefined) add(paying.facilityId, paying.bedId);
  });
  const found: PayerPeriod[] = [];
  for (const [house, bedIds] of beds) {
    const conversions = readableOf(await deps.conversions.listOpen(house), deps.log).filter(({ bedId }) =>
      bedIds.has(bedId),
    );
    found.push(...payerPeriods(await staysIn(house, [...bedIds], deps), conversions, () => undefined));
  }
  return found.filter(({ residentId }) => residents.has(residentId));
}
