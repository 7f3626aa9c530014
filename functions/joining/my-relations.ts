import type { MyRelationsView } from "../../contracts/http/joining.ts";
import { isoTimeOf, timeField } from "../../contracts/iso-time.ts";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import { grantsOf } from "../../domain/access/consent.ts";
import { dataClasses } from "../../domain/access/data-classes.ts";
import type { ConsentEntry } from "../../domain/joining/consent-entry.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf, readEach } from "../shell/read-each.ts";
import { stateOfRelation } from "./kin-view.ts";

type ViewDeps = Pick<Deps<"show-my-relations">, "residents" | "facilities" | "consents" | "log" | "now">;
type Item = MyRelationsView["items"][number];

/** Whose relative somebody is, and what they may see of each and until when. */
export async function myRelationsView(person: Person, deps: ViewDeps): Promise<MyRelationsView> {
  const entries = readableOf(await deps.consents.listByPerson(person.id), deps.log);
  const ids = person.relations.map(({ residentId }) => residentId);
  const { found: residents } = await readEach(deps.residents, ids);
  const facilityIds = [...new Set([...residents.values()].map(({ facilityId }) => facilityId))];
  const facilities = new Map(
    await Promise.all(facilityIds.map(async (id) => [id, (await deps.facilities.find(id))?.name ?? ""] as const)),
  );
  const items = person.relations.map((relation): Item => {
    const resident = residents.get(relation.residentId);
    return {
      residentId: relation.residentId,
      residentName: resident?.name ?? "",
      facilityName: facilities.get(resident?.facilityId ?? "") ?? "",
      ...standing(relation, entries, deps.now()),
    };
  });
  return { items, noticeVersion };
}

function standing(
  relation: Relation,
  entries: readonly ConsentEntry[],
  now: number,
): Omit<Item, "residentId" | "residentName" | "facilityName"> {
  const { consent, guardian, isEmergencyContact } = relation;
  const own = entries.filter(({ residentId }) => residentId === relation.residentId);
  const newest = own.toSorted((one, other) => one.number - other.number).at(-1);
  const granted = own.find(({ id }) => id === consent?.id)?.step;
  const proof = own.find(({ id }) => id === guardian?.id)?.step;
  const { isEmergencyContact: _, ...byConsent } = relation;
  const grants = grantsOf(byConsent, now);
  return {
    relation: relation.relation,
    state: stateOfRelation(relation, newest, now),
    classes: dataClasses.filter((one) => grants.has(one)),
    ...timeField("since", consent?.from),
    ...timeField("until", consent?.until),
    ...(granted?.kind === "granted" && { givenBy: granted.given.by }),
    isEmergencyContact: isEmergencyContact === true,
    ...(guardian !== undefined && {
      guardian: {
        ...(proof !== undefined &&
          "guardianship" in proof &&
          proof.guardianship && { proof: proof.guardianship.proof.kind }),
        from: isoTimeOf(guardian.from),
        ...timeField("until", guardian.until),
      },
    }),
    ...(newest?.step.kind === "care-ended" && { ended: newest.step.cause }),
  };
}
