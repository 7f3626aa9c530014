import type { EpochMs } from "../../domain/model/time.ts";
import type { HeldBed, Referral } from "../../domain/referrals/referral.ts";
import type { StepAsked } from "../../domain/referrals/step-asked.ts";
import { type BedAlong, type BedDeps, bedAlong, freeing } from "./bed-along.ts";

/**
 * What a step does to the beds of a case. Who is to go on to the next hospital keeps the bed where they are until they leave,
 * while the next one may keep another for them; who stays after all has theirs as before.
 */
export async function bedsAlong(
  before: Referral,
  after: Referral,
  asked: StepAsked,
  now: EpochMs,
  deps: BedDeps,
): Promise<BedAlong> {
  const [was, is] = [bedLeft(before), bedLeft(after)];
  const how = { at: now, by: asked.by };
  if (was === undefined && is !== undefined) return { referral: after, beside: [] };
  if (was !== undefined && after.bed !== undefined && isSameBed(was, after.bed)) {
    const next = before.bed;
    return { referral: after, beside: next === undefined ? [] : await freeing(before, next, how, deps) };
  }
  const along = await bedAlong(before, after, asked, now, deps);
  if (was === undefined || is !== undefined) return along;
  return { ...along, beside: [...along.beside, ...(await freeing(before, was, how, deps))] };
}

/** The bed in the hospital that they are to leave, as long as it is theirs. */
export function bedLeft({ through }: Pick<Referral, "through">): HeldBed | undefined {
  return through?.at(-1)?.bed;
}

export function isSameBed(one: HeldBed, other: HeldBed): boolean {
  return one.facilityId === other.facilityId && one.bedId === other.bedId;
}
