import type { MeView } from "../../contracts/http/me.ts";
import { type Action, actions } from "../../domain/access/actions.ts";
import type { Caller } from "../../domain/access/caller.ts";
import { mayDo, reachOf } from "../../domain/access/decide.ts";
import type { Facility } from "../../domain/model/facility.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf, readEach } from "../shell/read-each.ts";
import { reachView, rolesView } from "./person-view.ts";

/** A person as they see themselves, with what they may do where, by the table of access. */
export async function meView(
  person: Person,
  deps: Pick<Deps<"show-me">, "facilities" | "residents" | "log" | "now">,
): Promise<MeView> {
  const caller = { kind: "person", person, at: deps.now() } as const;
  const reaches = actions.map((action) => ({ action, reach: reachOf(caller, action) }));
  const everywhere = actions.filter((action) => mayDo(caller, action, { kind: "service" }));
  const mayAt = (facilityId: string): Action[] =>
    reaches
      .filter(({ reach }) => reach.kind === "everywhere" || reach.facilityIds.has(facilityId))
      .map(({ action }) => action);
  return {
    id: person.id,
    name: person.name,
    roles: rolesView(person.roles),
    reach: reachView(person),
    everywhere,
    facilities: (
      await facilitiesOf(
        person,
        reaches.some(({ reach }) => reach.kind === "everywhere"),
        deps,
      )
    )
      .map(({ id, name, kind }) => ({ id, name, kind, may: mayAt(id) }))
      .filter(({ may }) => may.length > 0),
    residents: await relatedTo(caller, deps),
  };
}

/** Somebody with roles at few facilities costs those few reads, not all. */
async function facilitiesOf(
  { roles }: Person,
  isEverywhere: boolean,
  { facilities, log }: Pick<Deps<"show-me">, "facilities" | "log">,
): Promise<readonly Facility[]> {
  if (isEverywhere) return readableOf(await facilities.list(), log);
  const ids = [...new Set(roles.flatMap(({ facilityId }) => (facilityId === undefined ? [] : [facilityId])))];
  const found = await Promise.all(ids.toSorted().map((id) => facilities.find(id)));
  return found.flatMap((facility) => (facility === undefined ? [] : [facility]));
}

async function relatedTo(
  caller: Extract<Caller, { kind: "person" }>,
  { residents }: Pick<Deps<"show-me">, "residents">,
): Promise<MeView["residents"]> {
  const { relations } = caller.person;
  const { found } = await readEach(
    residents,
    relations.map(({ residentId }) => residentId),
  );
  return relations.flatMap(({ residentId, relation }) => {
    const resident = found.get(residentId);
    if (resident === undefined) return [];
    const { id, name, facilityId } = resident;
    const subject = { kind: "resident", facilityId, residentId: id } as const;
    const may = actions.filter((action) => mayDo(caller, action, subject));
    return [{ id, name, facilityId, relation, may }];
  });
}
