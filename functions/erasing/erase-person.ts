import type { Person } from "../../domain/model/person.ts";
import { type ErasedPart, type Erasure, merged } from "../../domain/retention/erasure.ts";
import { endConnections } from "../people/end-connections.ts";
import type { Ports } from "../shell/deps.ts";
import { Counted } from "./counted.ts";
import type { ErasureOutcome } from "./erase-resident.ts";
import { type ErasingDeps, type ErasureRequest, reserveMs } from "./erasing-deps.ts";
import { erasureId, registerErasure, unfinishedOf } from "./register-erasure.ts";

type Deps = ErasingDeps & { readonly accounts: Ports["accounts"] };

/**
 * Erases the account of a relative, or of a member of staff who left: sessions and live connections end first, then
 * everything goes that no law keeps. What they wrote, signed and were told as part of somebody's record stays with that.
 * Staff must have been disabled before, or have no role any more: nobody who is on duty vanishes.
 */
export async function erasePerson(
  personId: string,
  request: ErasureRequest,
  deps: Deps,
  entry?: Erasure,
): Promise<ErasureOutcome> {
  const before = entry ?? (await unfinishedOf(personId, deps));
  const person = await deps.people.find(personId);
  if (person === undefined && before === undefined) return { kind: "unknown" };
  if (person !== undefined && request.why !== "again" && isAtWork(person)) return { kind: "active" };
  const facilityIds = [...new Set([...(before?.places ?? []), ...(person ? await placesOf(person, deps) : [])])];
  const counted = new Counted();
  const holdings = () => deps["kept-records"].holdingsOfPerson({ personId, facilityIds });
  const { byId, why } = request;
  const kind = before?.kind ?? (person !== undefined && person.roles.length > 0 ? "staff" : "relative");
  const begun: Erasure =
    before !== undefined && before.doneAt === undefined
      ? before
      : { id: erasureId(deps), kind, subjectId: personId, why, byId, at: deps.now(), places: facilityIds, parts: [] };
  await registerErasure(begun, deps);
  // Nobody signs in while their data go.
  await deps.accounts.close(personId);
  await endConnections(personId, deps);
  let isDone = true;
  for await (const holding of holdings()) {
    if (request.timeLeft() <= reserveMs) {
      isDone = false;
      break;
    }
    await deps["kept-records"].drop(holding);
    counted.add(holding.part, { kind: "delete" }, false);
  }
  if (isDone) {
    if ((await deps.accounts.remove(personId)) === "done") counted.addFiles("sign-in", 1);
    // One that was let in while this ran.
    await endConnections(personId, deps);
  }
  const parts = merged(begun.parts, counted.parts);
  const erasure: Erasure = { ...begun, parts, ...(isDone && { doneAt: deps.now() }) };
  await registerErasure(erasure, deps);
  return { kind: "erased", erasure, isDone };
}

/** What would become of an account if it were erased now. */
export async function planPersonErasure(
  personId: string,
  deps: Pick<ErasingDeps, "people" | "facilities" | "residents"> & {
    readonly "kept-records": Pick<ErasingDeps["kept-records"], "holdingsOfPerson">;
  },
): Promise<readonly ErasedPart[]> {
  const person = await deps.people.find(personId);
  const facilityIds = person === undefined ? [] : [...new Set(await placesOf(person, deps))];
  const counted = new Counted();
  for await (const { part } of deps["kept-records"].holdingsOfPerson({ personId, facilityIds }))
    counted.add(part, { kind: "delete" }, false);
  return counted.parts;
}

function isAtWork({ roles, disabledAt }: Person): boolean {
  return roles.length > 0 && disabledAt === undefined;
}

/** Where they worked, and where their relatives are cared for; whoever worked for the whole service: everywhere. */
async function placesOf(
  { roles, relations }: Person,
  deps: Pick<ErasingDeps, "facilities" | "residents">,
): Promise<readonly string[]> {
  if (roles.some(({ facilityId }) => facilityId === undefined))
    return (await deps.facilities.list()).items.map(({ id }) => id);
  const homes = await Promise.all(relations.map(({ residentId }) => deps.residents.find(residentId)));
  return [
    ...roles.flatMap(({ facilityId }) => facilityId ?? []),
    ...homes.flatMap((resident) => (resident === undefined ? [] : [resident.facilityId])),
  ];
}
