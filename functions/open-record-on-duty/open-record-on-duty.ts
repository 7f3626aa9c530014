import type { openingRoutes } from "../../contracts/http/opening-routes.ts";
import type { OpeningOutcome } from "../../contracts/http/openings.ts";
import { countAttempt, isSaidToBe, type OpeningAttempt, type SaidToBe } from "../../domain/break-glass/attempts.ts";
import { isDoctorOnDuty, openingRole, takesEmergencies } from "../../domain/break-glass/may-open.ts";
import { rosterKeptWithinMs } from "../../domain/duty/roster.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Resident } from "../../domain/model/resident.ts";
import { openFor, standingRight } from "../break-glass/open-for.ts";
import { openingRefusals } from "../break-glass/opening-refusals.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";

const maxTries = 5;
const facilitiesAtOnce = 8;

/**
 * Opens the record of somebody who came without anybody having sent them, to a doctor on duty who knows exactly who they are.
 * Every attempt is written down before anybody is looked for, and so many are allowed in a time. Nobody, somebody else and two
 * of the same name are one answer, and cost the same: everybody is read.
 */
export async function openRecordOnDuty(
  { path, body, caller }: HttpInput<(typeof openingRoutes)["open-record-on-duty"]>,
  deps: Deps<"open-record-on-duty">,
): Promise<OpeningOutcome> {
  if (caller.kind !== "person") throw openingRefusals.nobodyAnswers();
  const person = personOf(caller);
  const house = await deps.facilities.find(path.id);
  const as = openingRole(person, "record.open-on-duty", [path.id]);
  const now = deps.now();
  const { items: shifts } = await deps.duties.listBetween(path.id, now - rosterKeptWithinMs, now + rosterKeptWithinMs);
  const isThere = house !== undefined && takesEmergencies(house.kind) && isDoctorOnDuty(person.id, shifts, now);
  if (as === undefined || !isThere) throw openingRefusals.notOnDuty();

  const attempt = {
    at: now,
    person: { id: person.id, name: person.name },
    facilityId: path.id,
    by: body.said.by,
  };
  if ((await counted(attempt, deps)) === "too-often") throw openingRefusals.tooOften();
  const resident = await whoIs(body.said, deps);
  const outcome = resident === undefined ? "nobody" : "found";
  await deps["break-glass"].annotate({ ...attempt, id: deps.newId(), outcome });
  if (resident === undefined) throw openingRefusals.nobody();
  const already = standingRight(person, resident, deps.now());
  if (already !== undefined) return already;
  const way = { kind: "duty", by: body.said.by } as const;
  return openFor(person.id, { resident, reason: body.reason, as, way }, deps);
}

/** Counts the attempt before anything is looked for, so that many at once are as many. */
async function counted(
  attempt: Omit<OpeningAttempt, "id" | "outcome">,
  deps: Deps<"open-record-on-duty">,
): Promise<"counted" | "too-often"> {
  for (let again = 1; again <= maxTries; again += 1) {
    const before = await deps["break-glass"].attemptsOf(attempt.person.id);
    const times = countAttempt(before.times, attempt.at);
    if (times === "too-often") {
      await deps["break-glass"].annotate({ ...attempt, id: deps.newId(), outcome: "too-often" });
      return "too-often";
    }
    if ((await deps["break-glass"].count(attempt.person.id, { times, version: before.version + 1 })) === "saved")
      return "counted";
    await deps.backOff(again);
  }
  throw openingRefusals.changed();
}

/** The one who is exactly that; undefined where nobody is, and where more than one is. The canary is in no house. */
async function whoIs(said: SaidToBe, deps: Deps<"open-record-on-duty">): Promise<Resident | undefined> {
  const found: Resident[] = [];
  await forEachBounded(idsOf(await deps.facilities.list()), facilitiesAtOnce, async (id) => {
    const residents = readableOf(await deps.residents.listByFacility(id), deps.log);
    found.push(...residents.filter((resident) => !isCanary(resident) && isSaidToBe(resident, said)));
  });
  return found.length === 1 ? found[0] : undefined;
}
