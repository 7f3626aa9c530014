import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningOutcome } from "../../contracts/http/openings.ts";
import { isoTimeOf } from "../../contracts/iso-time.ts";
import { opensNow } from "../../domain/access/opening.ts";
import { ended, renewed, settled } from "../../domain/break-glass/advance.ts";
import { isDoctorOnDuty, isEmergencyCase, receivingHouses } from "../../domain/break-glass/may-open.ts";
import type { RecordOpening } from "../../domain/break-glass/opening.ts";
import { withOpening } from "../../domain/break-glass/standing.ts";
import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import { writingOpening } from "../../stores/opening-store.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import { noticesOfOpening, writesOfNotices } from "../break-glass/tell-managers.ts";
import { sendNotices } from "../notifying/tell-people.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

type Input = HttpInput<(typeof openingRoutes)["change-own-opening"]>;
type ChangingDeps = Deps<"change-own-opening">;

const maxTries = 5;

/**
 * Ends an opening of one's own, or renews it for a new reason as long as what it was opened for stands. Ending what is over
 * changes nothing; what is over is opened anew and not renewed. Renewing is told as opening is.
 */
export async function changeOwnOpening({ path, body, caller }: Input, deps: ChangingDeps): Promise<OpeningOutcome> {
  const { id: personId } = personOf(caller);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const now = deps.now();
    const [person, opening] = await Promise.all([deps.people.find(personId), deps["break-glass"].find(path.id)]);
    if (person === undefined || opening === undefined || opening.person.id !== personId)
      throw openingRefusals.unknown(path.id);
    const given = person.openings?.find(({ id }) => id === opening.id);
    const isOpen = given !== undefined && opensNow(person, given, now);
    if (!isOpen) {
      if (body.do === "end") return outcomeOf(settled(opening, now));
      throw openingRefusals.over();
    }
    const next = body.do === "end" ? ended(opening, "by-hand", now) : await renewedFor(opening, body.reason, deps);
    const notices = body.do === "end" ? [] : await noticesOfOpening(next, "record-opened", deps);
    const beside = [writingOpening(next), ...writesOfNotices(notices)];
    if ((await deps.people.save(withOpening(person, next, now), undefined, beside)) === "saved") {
      await sendNotices(notices, deps);
      return outcomeOf(next);
    }
    await deps.backOff(attempt);
  }
  throw openingRefusals.changed();
}

async function renewedFor(
  opening: RecordOpening,
  reason: Parameters<typeof renewed>[1],
  deps: ChangingDeps,
): Promise<RecordOpening> {
  const now = deps.now();
  await checkStands(opening, now, deps);
  const next = renewed(opening, reason, await deps["break-glass"].policy(opening.facilityId), now);
  if (next === "over") throw openingRefusals.over();
  return next;
}

async function checkStands({ way, as, person }: RecordOpening, now: number, deps: ChangingDeps): Promise<void> {
  if (way.kind === "referral") {
    const referral = await deps.referrals.find(way.referralId);
    if (referral === undefined || !isEmergencyCase(referral)) throw openingRefusals.notAnEmergency();
    if (!receivingHouses(referral).includes(as.facilityId)) throw openingRefusals.notAnEmergency();
    return;
  }
  const from = now - rosterKeptWithinMs;
  const { items } = await deps.duties.listBetween(as.facilityId, from, now + rosterKeptWithinMs);
  if (!isDoctorOnDuty(person.id, items, now)) throw openingRefusals.notOnDuty();
}

function outcomeOf({ id, residentId, until, state }: RecordOpening): OpeningOutcome {
  if (state !== "open") return { outcome: "ended", residentId, openingId: id };
  return { outcome: "renewed", residentId, openingId: id, until: isoTimeOf(until) };
}
