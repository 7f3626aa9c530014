import type { Alert } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { calledDepartments } from "../../domain/referrals/called-departments.ts";
import { lateParty } from "../../domain/referrals/deadlines.ts";
import { papersLateAt } from "../../domain/referrals/papers-due.ts";
import { facilityOf, type Referral } from "../../domain/referrals/referral.ts";
import {
  endedAlert,
  forDepartments,
  lateAlert,
  latePapersAlert,
  untakenAlert,
} from "../../domain/referrals/referral-alerts.ts";
import type { ReferralStep } from "../../domain/referrals/step.ts";
import { untakenToTell } from "../../domain/referrals/untaken.ts";
import type { Deps } from "../shell/deps.ts";
import { openAlert, readHouse } from "./alerts-along.ts";
import { stageOwner } from "./stage-owner.ts";

type LateDeps = Deps<"judge-due-referral">;

/** That somebody is late, as it is written: the case, the row, and whom it calls in whose place. */
export interface Lateness {
  readonly referral: Referral;
  readonly step: ReferralStep;
  readonly raised: readonly Alert[];
  readonly changed: readonly Alert[];
}

/** The stage is not over in time: `facilityId` is called, in place of the question that it was asked. */
export async function lateStage(stored: Referral, facilityId: string, now: EpochMs, deps: LateDeps): Promise<Lateness> {
  const { askedAlertId, ...unasked } = next(stored);
  const responsible = await responsibleFor(stored, houseLate(stored), now, deps);
  const called = await readHouse(facilityId, deps);
  const alert = forDepartments(
    lateAlert(unasked, facilityId, now, responsible),
    called === undefined ? [] : calledDepartments(stored, called),
  );
  return {
    referral: { ...unasked, lateAlertId: alert.id },
    step: rowOf(unasked, "late", facilityId, responsible, now),
    raised: [alert],
    changed: await ended([askedAlertId], now, deps),
  };
}

/** What else is late than the stage: papers that are to come, or somebody whom nobody takes back. Undefined: nothing is. */
export async function latePapersOrWay(
  stored: Referral,
  hasUsers: (facilityId: string) => boolean,
  now: EpochMs,
  deps: LateDeps,
): Promise<Lateness | undefined> {
  const told = (await readAll(stored.untakenAlertIds ?? [], deps)).filter((alert) => alert !== undefined);
  const houses = untakenToTell(stored, told, hasUsers, now);
  if (houses.length > 0) return untaken(stored, houses, now, deps);
  const { latePapersAlertId } = stored;
  const [before] = latePapersAlertId === undefined ? [] : await readAll([latePapersAlertId], deps);
  const facilityId = papersLateAt(stored, before, hasUsers, now);
  return facilityId === undefined ? undefined : latePapers(stored, facilityId, now, deps);
}

async function latePapers(stored: Referral, facilityId: string, now: EpochMs, deps: LateDeps): Promise<Lateness> {
  const referral = next(stored);
  const responsible = await responsibleFor(stored, stored.originId, now, deps);
  const alert = latePapersAlert(referral, facilityId, now, responsible);
  return {
    referral: { ...referral, latePapersAlertId: alert.id },
    step: rowOf(referral, "late-papers", facilityId, responsible, now),
    raised: [alert],
    changed: [],
  };
}

/** Both houses are told, and nobody is late any more. */
async function untaken(stored: Referral, houses: readonly string[], now: EpochMs, deps: LateDeps): Promise<Lateness> {
  const { lateAlertId, askedAlertId, ...referral } = next(stored);
  const late = houseLate(stored);
  const responsible = await responsibleFor(stored, late, now, deps);
  const raised = houses.map((facilityId) => untakenAlert(referral, facilityId, now, responsible));
  return {
    referral: { ...referral, untakenAlertIds: raised.map(({ id }) => id) },
    step: rowOf(referral, "untaken", late, responsible, now),
    raised,
    changed: await ended([lateAlertId, askedAlertId], now, deps),
  };
}

function next(stored: Referral): Referral {
  return { ...stored, version: stored.version + 1 };
}

/** The house whose part the stage is, which is not the one that is called where nobody there uses the service. */
function houseLate(referral: Referral): string {
  return facilityOf(referral, lateParty(referral) ?? "origin");
}

interface Responsible {
  readonly house: string;
  readonly owner?: string;
}

async function responsibleFor(
  referral: Referral,
  facilityId: string,
  now: EpochMs,
  deps: LateDeps,
): Promise<Responsible> {
  const house = (await readHouse(facilityId, deps)) ?? { id: facilityId, name: facilityId };
  const owner = await stageOwner(referral, house, now, deps);
  return { house: house.name, ...(owner !== undefined && { owner }) };
}

function rowOf(
  { id, state, version }: Referral,
  what: "late" | "late-papers" | "untaken",
  facilityId: string,
  { owner }: Responsible,
  now: EpochMs,
): ReferralStep {
  const named = owner === undefined ? {} : { owner };
  return { referralId: id, version, at: now, what, from: state, to: state, facilityId, ...named };
}

async function ended(ids: readonly (string | undefined)[], now: EpochMs, deps: LateDeps): Promise<readonly Alert[]> {
  const open = await Promise.all(ids.map((id) => openAlert(id, deps)));
  return open.flatMap((alert) => (alert === undefined ? [] : [endedAlert(alert, now)]));
}

/** One that cannot be read is none: then it is said once more. */
async function readAll(ids: readonly string[], { alerts, log }: LateDeps): Promise<readonly (Alert | undefined)[]> {
  return Promise.all(
    ids.map(async (alertId) => {
      try {
        return await alerts.find(alertId);
      } catch (error) {
        log.error("the alert of a referral cannot be read", { alertId, error });
        return undefined;
      }
    }),
  );
}
