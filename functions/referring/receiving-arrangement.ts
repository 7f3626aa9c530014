import type { Facility } from "../../domain/model/facility.ts";
import { checklistOf, momentOf } from "../../domain/referrals/centres.ts";
import type { PaperWord, ReceivingArrangement } from "../../domain/referrals/papers.ts";
import { partOf } from "../../domain/referrals/part-of.ts";
import type { HeldBed, Referral } from "../../domain/referrals/referral.ts";
import { incomingIdOf } from "../../domain/referrals/referral-alerts.ts";
import { isAwaited } from "../../domain/referrals/states.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import type { AlertStore } from "../../stores/alert-store.ts";
import type { Log } from "../shell/log.ts";
import type { PaperWay } from "./paper-way.ts";

/** What the house to which a way leads has arranged, as the case and its own desk say; undefined: nothing yet. */
export async function receivingArrangement(
  referral: Referral,
  way: PaperWay,
  steps: readonly ReferralStep[],
  house: { readonly department?: string; readonly beds: Facility["beds"] },
  deps: { readonly alerts: Pick<AlertStore, "find">; readonly log: Log },
): Promise<ReceivingArrangement | undefined> {
  const seen = await seenBy(referral, way, steps, deps);
  const bed = bedOf(referral, way.toId);
  const label = house.beds.find(({ id }) => id === bed?.bedId)?.label ?? bed?.bedId;
  const prepared = way.kind === "back" ? [] : preparedBy(referral, way.toId);
  // Which department is meant is theirs once somebody of the house has answered at all.
  const hasAnswered = seen !== undefined || steps.some(({ facilityId }) => facilityId === way.toId);
  const arranged = {
    ...(house.department !== undefined && hasAnswered && { department: house.department }),
    ...(bed !== undefined &&
      label !== undefined && { bed: { label, ...(isAwaited(referral.state) && { until: bed.until }) } }),
    ...(seen !== undefined && { seen }),
    ...(prepared.length > 0 && { prepared }),
  };
  return Object.keys(arranged).length === 0 ? undefined : arranged;
}

function bedOf({ bed, through = [] }: Referral, facilityId: string): HeldBed | undefined {
  return [bed, ...through.map((passage) => passage.bed)].find((each) => each?.facilityId === facilityId);
}

function preparedBy(referral: Referral, facilityId: string) {
  const theirs = partOf(referral, facilityId);
  return checklistOf(theirs.centre).filter((code) => momentOf(theirs, code) !== undefined);
}

/** The last one of that house who said on the call of its desk that they saw it. */
async function seenBy(
  { id }: Referral,
  { askedBy, toId }: PaperWay,
  steps: readonly ReferralStep[],
  { alerts, log }: { readonly alerts: Pick<AlertStore, "find">; readonly log: Log },
): Promise<PaperWord | undefined> {
  const asked = steps.filter(({ what }) => what === "request" || what === "call-again" || askedBy.includes(what));
  const calls = await Promise.all(
    asked.map(async (step) => {
      try {
        return await alerts.find(incomingIdOf(step));
      } catch (error) {
        log.error("the call of the desk cannot be read for the papers", { referralId: id, error });
        return undefined;
      }
    }),
  );
  const answers = calls
    .filter((call) => call?.facilityId === toId)
    .flatMap((call) => call?.timeline.filter(({ what, by }) => what === "acknowledged" && by !== undefined) ?? []);
  const last = answers.toSorted((a, b) => a.at - b.at).at(-1);
  return last?.by === undefined ? undefined : { by: last.by, at: last.at };
}
