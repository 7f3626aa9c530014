import { planCounty } from "../devices-sim/county/people.ts";
import type { Actor } from "../domain/alerts/alert.ts";
import { day, type EpochMs, hour, midnightInShanghai, minute } from "../domain/model/time.ts";
import { advanceReferral } from "../domain/referrals/advance.ts";
import { requestedReferral } from "../domain/referrals/begin.ts";
import { houseOfPart } from "../domain/referrals/may-take.ts";
import { recordPoint } from "../domain/referrals/record-point.ts";
import type { Referral } from "../domain/referrals/referral.ts";
import type { ReferralStep } from "../domain/referrals/step.ts";
import type { ClockPoint } from "../domain/referrals/time-points.ts";
import { type ReferralAction, referralActions, stepRule } from "../domain/referrals/transitions.ts";
import type { ReferralStore } from "../stores/referral-store.ts";
import { type DemoJourney, type DemoLeg, demoJourneys } from "./demo-journeys.ts";
import { demoFacilities, demoPeople } from "./sign-in/demo-people.ts";

const { home, hospital } = demoFacilities;
const residents = 24;

/** A case with every step that led to it, in their order. */
export interface MadeReferral {
  readonly versions: readonly { readonly referral: Referral; readonly step: ReferralStep }[];
}

/**
 * Writes what happened in the demo's county before its first start, so that figures, work lists and follow-ups show something
 * at first sight. It goes by the rules of a referral, as if somebody had tapped each step; no alert rings for what is over.
 * What is there already stays.
 */
export async function makeDemoReferrals(
  store: Pick<ReferralStore, "find" | "begin" | "advance">,
  now: EpochMs,
): Promise<void> {
  for (const { versions } of demoReferralsBefore(now)) {
    const [first, ...later] = versions;
    if (first === undefined || (await store.find(first.referral.id)) !== undefined) continue;
    if ((await store.begin(first)) !== "begun") continue;
    for (const version of later) if ((await store.advance(version)) !== "advanced") break;
  }
}

/** The cases of {@link demoJourneys} as they stand at a moment: what was not yet due then has not happened. */
export function demoReferralsBefore(now: EpochMs): readonly MadeReferral[] {
  const { people } = planCounty({ prefix: "demo", seed: 1, residents, year: new Date(now).getUTCFullYear() });
  return demoJourneys.map((journey) => {
    const residentId = `demo-r${journey.resident}`;
    const name = people.find(({ id }) => id === residentId)?.name ?? residentId;
    return { versions: versionsOf(journey, residentId, name, now) };
  });
}

function versionsOf(journey: DemoJourney, residentId: string, residentName: string, now: EpochMs) {
  const { originId, mode, centre, departmentId, reason, began, resident } = journey;
  let at =
    "hoursAgo" in began
      ? now - began.hoursAgo * hour
      : midnightInShanghai(now) - began.daysAgo * day + began.hour * hour + resident * minute;
  const versions = [
    requestedReferral(
      {
        id: `demo-past-${resident}`,
        residentId,
        residentName,
        originId,
        destinationId: hospital,
        direction: "up",
        mode,
        reason,
        by: personOf(originId, "request"),
        ...(centre !== undefined && { centre }),
        ...(departmentId !== undefined && { departmentId }),
      },
      at,
    ),
  ];
  for (const leg of journey.legs) {
    at += leg[0] * minute;
    const before = versions.at(-1);
    if (before === undefined || at > now) break;
    versions.push(withPapers(after(before.referral, leg, at), at));
  }
  return versions;
}

function after(
  before: Referral,
  [, what, reason]: DemoLeg,
  at: EpochMs,
): { readonly referral: Referral; readonly step: ReferralStep } {
  const done = isAction(what) ? stepTaken(before, what, reason, at) : pointTaken(before, what, at);
  if (done.kind !== "done") throw new Error(`the demo's referral ${before.id} cannot ${what} when ${before.state}`);
  return done;
}

/** The papers of an emergency were complete with what was done next: nobody is told now of what is long over. */
function withPapers(
  { referral, step }: { readonly referral: Referral; readonly step: ReferralStep },
  at: EpochMs,
): { readonly referral: Referral; readonly step: ReferralStep } {
  const { retrospective, originId } = referral;
  if (retrospective === undefined || retrospective.completedAt !== undefined) return { referral, step };
  const by = personOf(originId, "papers");
  return { referral: { ...referral, retrospective: { ...retrospective, completedAt: at, by } }, step };
}

function stepTaken(before: Referral, action: ReferralAction, reason: string | undefined, at: EpochMs) {
  const { party } = stepRule(action);
  const facilityId = houseOfPart(before, party === "either" || party === "rule" ? "origin" : party);
  const by = personOf(facilityId, action);
  return advanceReferral(before, { action, by, facilityId, ...(reason !== undefined && { reason }) }, at);
}

function pointTaken(before: Referral, code: DemoLeg[1], at: EpochMs) {
  const by = personOf(hospital, code);
  return recordPoint(before, { code: code as ClockPoint, tappedAt: at, by, facilityId: hospital }, at);
}

function isAction(what: DemoLeg[1]): what is ReferralAction {
  return (referralActions as readonly string[]).includes(what);
}

/** Who of the demo does such a thing: at the hospital its doctor treats and its coordinator does the rest. */
function personOf(facilityId: string, what: string): Actor {
  const id =
    facilityId === hospital
      ? hospitalPerson(what)
      : what === "accept-down"
        ? "demo-doctor"
        : homePerson(facilityId, what);
  return { id, name: demoPeople.find((person) => person.id === id)?.name ?? id };
}

function hospitalPerson(what: string): string {
  return ["triage", "accept", "arrive", "depart-back"].includes(what) ? "demo-coordinator" : "demo-hospital-doctor";
}

function homePerson(facilityId: string, what: string): string {
  return facilityId === home && ["depart", "receive-back"].includes(what) ? "demo-carer" : "demo-nurse";
}
