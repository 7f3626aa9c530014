import type { ResidentDetailView } from "../../contracts/http/residents.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { dateOf, epochOf } from "../../contracts/iso-time.ts";
import { residentDetailView } from "../../contracts/resident-view.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { isClosedOn } from "../../domain/consortium/closing.ts";
import type { Facility } from "../../domain/model/facility.ts";
import { planFor } from "../../domain/watch/default-plan.ts";
import { emptyWatch } from "../../domain/watch/watch.ts";
import { bedRefused } from "../beds/bed-refusals.ts";
import { tellBeds } from "../beds/tell-beds.ts";
import { noneSaidBy, residentOf } from "../register/new-resident.ts";
import { idsOfNumber, numberedResident } from "../register/numbered-resident.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { alreadyExists, unknown } from "../shell/refusals.ts";
import { bornInFuture, facilityClosed, unknownBed } from "../shell/register-refusals.ts";

type RegisterInput = HttpInput<(typeof routes)["register-resident"]>;
type Body = RegisterInput["body"];
type RegisterDeps = Deps<"register-resident">;

/**
 * Takes a resident into care: the watch first, then the resident, so that nobody is in the list without one. A watch
 * left by a registration that stopped half-way is taken over. A bed holds one resident. A number that the caller chose
 * counts at their facility (register/numbered-resident.ts).
 */
export async function registerResident(
  { body, caller }: RegisterInput,
  deps: RegisterDeps,
): Promise<ResidentDetailView> {
  if ((epochOf(`${body.birthDate}T00:00:00+08:00`) ?? 0) > deps.now()) throw bornInFuture();
  const facility = await deps.facilities.find(body.facilityId);
  if (facility === undefined) throw unknown("facility", body.facilityId);
  if (isClosedOn(facility, dateOf(deps.now()))) throw facilityClosed(facility);
  if (body.bedId !== undefined && !hasBed(facility, body.bedId)) throw unknownBed(facility.id, body.bedId);

  const resident = residentOf(body, await idFor(body, caller, deps), noneSaidBy(caller, deps.now()));
  await deps.watches.create(emptyWatch(resident.id));
  const outcome = await deps.residents.add(resident, { now: deps.now() });
  if (outcome === "already-exists") throw alreadyExists("resident", resident.id);
  if (outcome !== "added") throw bedRefused(resident.bedId ?? "", outcome);

  if (resident.bedId !== undefined) await tellBeds([resident.facilityId], deps);
  const stored = await deps.watches.find(resident.id);
  const now = deps.now();
  return residentDetailView(resident, facility, stored?.watch, planFor(resident, now), now);
}

async function idFor({ id: number, facilityId }: Body, caller: Caller, deps: RegisterDeps): Promise<string> {
  if (number === undefined) return deps.newId();
  const numbered = { facilityId, number };
  const found = await deps.residents.findMany(idsOfNumber(numbered));
  const { id, there } = numberedResident(numbered, found, caller);
  if (there !== undefined) throw alreadyExists("resident", number);
  return id;
}

function hasBed(facility: Facility, bedId: string): boolean {
  return facility.beds.some(({ id }) => id === bedId);
}
