import { advanceReferral } from "../../domain/referrals/advance.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import type { Snapshot } from "../../domain/referrals/snapshot.ts";
import { withSnapshot } from "../../domain/referrals/snapshot-marks.ts";
import type { StepAsked } from "../../domain/referrals/step-asked.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";
import { alertsAlong } from "./alerts-along.ts";
import type { BedDeps } from "./bed-along.ts";
import { ownDeadlines } from "./own-deadlines.ts";
import { bedsAlong } from "./passage-bed.ts";
import { referralChangedByOthers, stepImpossible } from "./referral-refusals.ts";
import { tellHouses } from "./tell-houses.ts";

const maxTries = 20;

export type StepDeps = Pick<
  Deps<"act-on-referral">,
  "facilities" | "alerts" | "leases" | "live" | "timer" | "log" | "now" | "backOff"
> &
  BedDeps & { readonly referrals: Pick<Deps<"act-on-referral">["referrals"], "find" | "advance" | "policy"> };

export interface Taken {
  readonly before: Referral;
  readonly referral: Referral;
  readonly isChanged: boolean;
}

/**
 * Takes a step of a case, on whatever others make of it meanwhile: who loses a race reads again, and `ask` is asked again
 * what is wanted of the case as it stands then; undefined is nothing more. Throws a refusal where the table has no such step.
 */
export async function takeStep(
  id: string,
  ask: (referral: Referral, now: number) => StepAsked | undefined | Promise<StepAsked | undefined>,
  deps: StepDeps,
  snapshotsOf?: (referral: Referral) => Promise<readonly Snapshot[]>,
): Promise<Taken> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.referrals.find(id);
    if (before === undefined) throw unknown("referral", id);
    const now = deps.now();
    const asked = await ask(before, now);
    if (asked === undefined) return { before, referral: before, isChanged: false };
    const next = asked.toFacilityId === undefined ? [] : [asked.toFacilityId];
    const ownOf = await ownDeadlines([...partiesOf(before), ...next], deps);
    const advanced = advanceReferral(before, asked, now, ownOf);
    if (advanced.kind === "nothing") return { before, referral: before, isChanged: false };
    if (advanced.kind === "refused") throw stepImpossible(id, advanced.because);
    const snapshots = (await snapshotsOf?.(advanced.referral)) ?? [];
    const marked = snapshots.reduce(
      (referral, snapshot) => withSnapshot(referral, snapshot, snapshot.occasion === "return"),
      advanced.referral,
    );
    const { referral: bedded, beside } = await bedsAlong(before, marked, asked, now, deps);
    const along = await alertsAlong(before, bedded, now, deps, asked);
    const written = await deps.referrals.advance({
      ...along,
      before,
      beside,
      step: isBedLost(marked, bedded) ? { ...advanced.step, bedLost: true } : advanced.step,
      snapshots,
    });
    if (written === "advanced") {
      await tellHouses(before, along.referral, [...along.raised, ...along.changed, ...along.told], deps);
      return { before, referral: along.referral, isChanged: true };
    }
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(id);
}

function isBedLost(wanted: Referral, came: Referral): boolean {
  return wanted.bed !== undefined && came.bed === undefined;
}
