import type { Caller } from "../../domain/access/caller.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { Actor } from "../../domain/alerts/alert.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import { partiesOf, type Referral } from "../../domain/referrals/referral.ts";
import { isEnded } from "../../domain/referrals/states.ts";
import { mayTakeBack, takeBack } from "../../domain/referrals/take-back.ts";
import type { Deps } from "../shell/deps.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";
import { alertsAlong } from "./alerts-along.ts";
import { bedBack } from "./bed-back.ts";
import { notTakenBack, notYourPart, referralChangedByOthers, referralOpen, stepNeeds } from "./referral-refusals.ts";
import { tellHouses } from "./tell-houses.ts";

const maxTries = 20;

export interface TakingBack {
  readonly by: Actor;
  readonly reason?: string;
  readonly clientAt?: EpochMs;
  /** The version that the person saw. */
  readonly version?: number | undefined;
}

/**
 * Takes back the last step of a case for whoever took it, or for somebody of the same desk who says why. Beds, calls,
 * deadlines and the resident's one place for an open case follow; where another case of the person was opened since, or
 * their care has ended, the end stands and the answer says so.
 */
export async function takeBackStep(
  id: string,
  caller: Caller,
  { version, ...asked }: TakingBack,
  deps: Deps<"act-on-referral">,
): Promise<Referral> {
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.referrals.find(id);
    if (before === undefined) throw unknown("referral", id);
    const now = deps.now();
    if (before.last === undefined) throw notTakenBack(id, "nothing");
    const standing = mayTakeBack(caller, before);
    if (standing === undefined) throw notYourPart(id);
    if (standing.needsReason && asked.reason === undefined) throw stepNeeds("reason");
    const back = takeBack(before, { ...asked, facilityId: standing.facilityId }, now);
    if (back.kind === "refused") throw notTakenBack(id, back.because);
    if (version !== undefined && version !== before.version) throw referralChangedByOthers(id);
    if (isEnded(before.state)) await demandPlace(before, caller, deps);
    const { referral: bedded, beside } = await bedBack(before, back.referral, asked.by, now, deps);
    const along = await alertsAlong(before, bedded, now, deps, {
      by: asked.by,
      facilityId: standing.facilityId,
      isTakenBack: true,
    });
    if ((await deps.referrals.advance({ ...along, before, beside, step: back.step })) === "advanced") {
      deps.log.info("a step of a referral was taken back", { referralId: id, code: before.last.action });
      await tellHouses(before, along.referral, [...along.raised, ...along.changed, ...along.told], deps);
      return along.referral;
    }
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(id);
}

/** A case that ended is open again only where the person is still cared for, and has no other one. */
async function demandPlace(
  { id, residentId }: Referral,
  caller: Caller,
  { residents, referrals }: Deps<"act-on-referral">,
): Promise<void> {
  const resident = await residents.find(residentId);
  if (resident === undefined || resident.discharge !== undefined) throw noLongerInCare(residentId);
  const open = await referrals.findOpen(residentId);
  if (open === undefined || open.id === id || open.closedAt !== undefined) return;
  const isTheirs = mayDo(caller, "referral.read", { kind: "referral", facilityIds: partiesOf(open) });
  throw referralOpen(residentId, isTheirs ? open.id : undefined);
}
