import type { ReferralDetailView } from "../../contracts/http/referrals.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { recordPoint } from "../../domain/referrals/record-point.ts";
import { partiesOf } from "../../domain/referrals/referral.ts";
import { actorOf } from "../judging/act-on-alert.ts";
import {
  momentImpossible,
  notYourPart,
  referralChangedByOthers,
  stepImpossible,
  stepNeeds,
} from "../referring/referral-refusals.ts";
import { shownReferral } from "../referring/shown-referral.ts";
import { tellHouses } from "../referring/tell-houses.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

const maxTries = 20;

/** Records a moment of the treatment, or that something is ready for who is expected, in one tap; said again it stays. Or takes it back. */
export async function recordTimePoint(
  { path, body, caller }: HttpInput<(typeof routes)["record-time-point"]>,
  deps: Deps<"record-time-point">,
): Promise<ReferralDetailView> {
  const by = actorOf(caller, body.by);
  const tapped = deps.now();
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.referrals.find(path.id);
    if (before === undefined) throw unknown("referral", path.id);
    const own = partiesOf(before).filter(
      (facilityId) =>
        (body.as === undefined || body.as === facilityId) &&
        mayDo(caller, "referral.record", { kind: "facility", facilityId }),
    );
    const facilityId = own.find((id) => id === before.destinationId) ?? own[0];
    if (facilityId === undefined) throw notYourPart(path.id);
    const { code, reason, isUndone } = body;
    const at = body.at === undefined ? {} : { at: Date.parse(body.at) };
    const clientAt = body.clientAt === undefined ? {} : { clientAt: Date.parse(body.clientAt) };
    const words = { ...(reason !== undefined && { reason }), ...(isUndone !== undefined && { isUndone }) };
    const asked = { code, ...at, tappedAt: tapped, ...clientAt, ...words, by, facilityId };
    const recorded = recordPoint(before, asked, deps.now());
    if (recorded.kind === "nothing") return shownReferral(before, caller, deps);
    if (recorded.kind === "not-theirs") throw notYourPart(path.id);
    if (recorded.kind === "ended") throw stepImpossible(path.id, "ended");
    if (recorded.kind === "needs-reason") throw stepNeeds("reason");
    if (recorded.kind !== "done") throw momentImpossible(path.id, recorded.kind);
    if ((await deps.referrals.advance(recorded)) === "advanced") {
      await tellHouses(before, recorded.referral, [], deps);
      return shownReferral(recorded.referral, caller, deps);
    }
    await deps.backOff(attempt);
  }
  throw referralChangedByOthers(path.id);
}
