import type { Alert } from "../../domain/alerts/alert.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { askedHouse, askedOf } from "../../domain/referrals/asked-house.ts";
import { calledDepartments } from "../../domain/referrals/called-departments.ts";
import type { Referral } from "../../domain/referrals/referral.ts";
import { askedAlert, calledAgainAlert, endedAlert, forDepartments } from "../../domain/referrals/referral-alerts.ts";

interface AskedAlong {
  readonly askedAlertId?: string;
  readonly raised: readonly Alert[];
  readonly changed: readonly Alert[];
}

/**
 * The call of the house that has to answer, which goes with the question: it stays while the same question stands, ends with
 * the next step, and begins with a new one, unless whoever took the step is of that house and knows. A house that is asked
 * anew while its call is open has that one again. `facilityId`: whose people took the step, also by telephone for another;
 * `open`: the call of the case before, where it is not closed. `named`: departments of the destination that the step named; they
 * are told in any case, and that call stays while the stage does.
 */
export async function askedAlong(
  before: Referral | undefined,
  after: Referral,
  facilityId: string | undefined,
  open: Alert | undefined,
  now: EpochMs,
  houseOf: (facilityId: string) => Promise<Facility | undefined>,
  named: readonly string[] = [],
): Promise<AskedAlong> {
  const question = askedOf(after);
  const isNamed = named.length > 0;
  const isSame = before !== undefined && question === askedOf(before);
  const isWithinStage = open?.facilityId === after.destinationId && before?.stages === after.stages;
  if (isSame && !isNamed && (question !== undefined || isWithinStage))
    return {
      ...(after.askedAlertId !== undefined && { askedAlertId: after.askedAlertId }),
      raised: [],
      changed: [],
    };
  const house = isNamed ? after.destinationId : askedHouse(after);
  const found = house === undefined ? undefined : await houseOf(house);
  const isNew = house !== undefined && (isNamed || facilityId !== house) && found?.kind !== "external-hospital";
  if (!isNew) return { raised: [], changed: open === undefined ? [] : [endedAlert(open, now)] };
  const departmentIds = isNamed || found === undefined ? named : calledDepartments(after, found);
  const alert = forDepartments(askedAlert(after, house, now), departmentIds);
  if (open?.facilityId === house)
    return {
      askedAlertId: open.id,
      raised: [],
      changed: [calledAgainAlert(open, now, alert.reason, departmentIds)],
    };
  return {
    askedAlertId: alert.id,
    raised: [alert],
    changed: open === undefined ? [] : [endedAlert(open, now)],
  };
}
