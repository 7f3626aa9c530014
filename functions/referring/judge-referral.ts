import { dateOf } from "../../contracts/iso-time.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { asOfNow, isFromFuture } from "../../domain/referrals/clock-set-back.ts";
import { overdueOf } from "../../domain/referrals/late.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import type { Deps } from "../shell/deps.ts";
import { isUsing, readHouse } from "./alerts-along.ts";
import { latePapersOrWay, lateStage } from "./lateness.ts";
import { ownDeadlines } from "./own-deadlines.ts";
import { armReferral } from "./referral-timer.ts";
import { takeStep } from "./take-step.ts";
import { tellHouses } from "./tell-houses.ts";

export type JudgingReferralDeps = Deps<"judge-due-referral">;

const maxTries = 20;

/** Both houses read it, in whichever language, where the list says why a case ended. */
const expired = "七天无人办理，自动结束 · Ended by itself: nobody did anything for seven days";

/** Others kept writing the same case; it is tried again. */
export class ContendedReferralError extends Error {
  readonly code = "contended-alert";
  readonly referralId: string;
  constructor(referralId: string) {
    super(`referral ${referralId} was written by others ${maxTries} times in a row`);
    this.referralId = referralId;
  }
}

/**
 * Looks at a case whose stage, or whose papers, should be over, however often and by however many at once: the house that is
 * late gets an alert, in one write with the row that says so (lateness.ts); what nobody touched for long ends; a stage of a
 * time that cannot be yet, since the clock was set back, begins anew. Says whether somebody is late now.
 */
export async function judgeReferral(id: string, deps: JudgingReferralDeps): Promise<"late" | "ended" | "nothing"> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.referrals.find(id);
    if (stored === undefined) return "nothing";
    const now = deps.now();
    if (isFromFuture(stored, now)) {
      const ownOf = await ownDeadlines(partiesOf(stored), deps);
      const begun = asOfNow(stored, now, ownOf);
      if ((await deps.referrals.advance(begun)) === "advanced") {
        deps.log.warn("a stage of a referral began in the future", { referralId: id, code: stored.state });
        await tellHouses(stored, begun.referral, [], deps);
        return "nothing";
      }
      await deps.backOff(attempt);
      continue;
    }
    const hasUsersAt = await withUsers(stored, now, deps);
    const overdue = overdueOf(stored, await lateAlertOf(stored, deps), hasUsersAt, now);
    if (overdue.kind === "stale") {
      await takeStep(id, () => ({ action: "expire", reason: expired }), deps);
      return "ended";
    }
    const lateness =
      overdue.kind === "late"
        ? await lateStage(stored, overdue.facilityId, now, deps)
        : await latePapersOrWay(stored, hasUsersAt, now, deps);
    if (lateness === undefined) {
      await armReferral(stored, deps);
      return "nothing";
    }
    const { referral, step, raised, changed } = lateness;
    if ((await deps.referrals.advance(lateness)) === "advanced") {
      const code = step.what === "late" ? stored.state : step.what;
      deps.log.warn("a referral is late", { referralId: id, code, ...whereOf(step) });
      await tellHouses(stored, referral, [...raised, ...changed], deps);
      return "late";
    }
    await deps.backOff(attempt);
  }
  throw new ContendedReferralError(id);
}

function whereOf({ facilityId }: ReferralStep): { readonly facilityId?: string } {
  return facilityId === undefined ? {} : { facilityId };
}

/** One that cannot be read is none: then it is said once more. */
async function lateAlertOf(
  { lateAlertId }: Referral,
  { alerts, log }: JudgingReferralDeps,
): Promise<Alert | undefined> {
  if (lateAlertId === undefined) return undefined;
  try {
    return await alerts.find(lateAlertId);
  } catch (error) {
    log.error("the alert of a referral cannot be read", { alertId: lateAlertId, error });
    return undefined;
  }
}

/**
 * Where somebody can be called. A house that was asked for a place and takes nobody any more is not waited for: whoever asked is
 * called in its stead, and turns to another.
 */
async function withUsers(
  referral: Referral,
  now: EpochMs,
  deps: JudgingReferralDeps,
): Promise<(facilityId: string) => boolean> {
  const houses = partiesOf(referral);
  const isAsked = referral.state === "requested" || referral.state === "triaged";
  const having = await Promise.all(
    houses.map(async (facilityId) => {
      const house = await readHouse(facilityId, deps);
      const isClosed = house !== undefined && isClosedOn(house, dateOf(now));
      return isUsing(house) && !(isAsked && isClosed && facilityId === referral.destinationId);
    }),
  );
  return (facilityId) => having[houses.indexOf(facilityId)] ?? true;
}
