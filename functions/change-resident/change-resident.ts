import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { type Resident, versionOf } from "../../domain/model/resident.ts";
import { changeFacts } from "../../domain/register/change-facts.ts";
import { judgeResident } from "../judging/judge-resident.ts";
import { publishLive } from "../judging/live-change.ts";
import { shownResident } from "../register/shown-resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { bornInFuture, noLongerInCare, residentChangedByOthers } from "../shell/register-refusals.ts";

const maxTries = 20;
type Input = HttpInput<(typeof routes)["change-resident"]>;

/**
 * Changes what is known of a resident. What was changed by whom is written with it. The resident is judged anew at once,
 * since age and disability level decide by what limits.
 */
export async function changeResident(input: Input, deps: Deps<"change-resident">): Promise<ResidentDetailView> {
  const { birthDate } = input.body;
  if (birthDate !== undefined && (epochOf(`${birthDate}T00:00:00+08:00`) ?? 0) > deps.now()) throw bornInFuture();
  const resident = await changed(input, deps);
  const judgement = await judgeResident({ resident, readings: [] }, deps);
  if (judgement.kind === "judged") await publishLive(resident.facilityId, [judgement.live], deps);
  return shownResident(resident, deps);
}

/** Of two who change different things at the same time, the second changes what the first left. */
async function changed({ path, body, caller }: Input, deps: Deps<"change-resident">): Promise<Resident> {
  const { version, reason, ...change } = body;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const before = await deps.residents.find(path.id);
    if (before === undefined) throw unknown("resident", path.id);
    if (before.discharge !== undefined) throw noLongerInCare(path.id);
    const step = changeFacts(before, change, nameOf(caller), reason, deps.now());
    if (step === undefined) return before;
    if (version !== undefined && version !== versionOf(before)) throw residentChangedByOthers(path.id);
    if ((await deps.residents.commit({ before, ...step })) === "committed") return step.after;
    await deps.backOff(attempt);
  }
  throw residentChangedByOthers(path.id);
}
