import type { ConsentEntryView, InvitationView, KinView, RelativeView } from "../../contracts/http/kin.ts";
import { isoTimeOf, timeField } from "../../contracts/iso-time.ts";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import { grantsOf } from "../../domain/access/consent.ts";
import type { ConsentEntry, Given } from "../../domain/joining/consent-entry.ts";
import type { Guardianship } from "../../domain/joining/guardianship.ts";
import { type Invitation, stateOfInvitation } from "../../domain/joining/invitation.ts";
import type { Person, Relation } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

/** A resident's relatives with what each may see, who was asked to come, and what was said, the newest first. */
export async function kinView(
  residentId: string,
  deps: Pick<Deps<"list-kin">, "people" | "consents" | "invitations" | "log" | "now">,
): Promise<KinView> {
  const [people, consents, invitations] = await Promise.all([
    deps.people.listByRelation(residentId),
    deps.consents.listOf(residentId),
    deps.invitations.listOf(residentId),
  ]);
  const now = deps.now();
  const entries = readableOf(consents, deps.log);
  const relatives = readableOf(people, deps.log).flatMap((person) => {
    const relation = person.relations.find((one) => one.residentId === residentId);
    const own = entries.filter(({ personId }) => personId === person.id);
    return relation === undefined ? [] : [relativeView(person, relation, own, now)];
  });
  return {
    relatives,
    invitations: readableOf(invitations, deps.log).map((one) => invitationView(one, now)),
    history: entries.toSorted((one, other) => other.at - one.at || other.number - one.number).map(entryView),
    noticeVersion,
  };
}

/** `own`: the entries between the two, in their order. */
function relativeView(person: Person, relation: Relation, own: readonly ConsentEntry[], now: EpochMs): RelativeView {
  const { consent, guardian, isEmergencyContact } = relation;
  const proof = own.find(({ id }) => id === guardian?.id)?.step;
  const guardianship = proof !== undefined && "guardianship" in proof ? proof.guardianship : undefined;
  const granted = own.find(({ id }) => id === consent?.id);
  return {
    person: { id: person.id, name: person.name },
    relation: relation.relation,
    state: stateOfRelation(relation, own.at(-1), now),
    isEmergencyContact: isEmergencyContact === true,
    isGuardian: grantsOf(relation, now).has("guardian"),
    ...(guardianship !== undefined && { guardianship: guardianshipView(guardianship) }),
    ...(consent !== undefined && {
      consent: {
        classes: [...consent.classes],
        from: isoTimeOf(consent.from),
        ...timeField("until", consent.until),
        ...(granted?.step.kind === "granted" && { given: givenView(granted.step.given) }),
        ...(granted !== undefined && { by: granted.by }),
      },
    }),
    number: own.at(-1)?.number ?? 0,
  };
}

/** Whether something stands, nothing was said yet, or what was said has ended. */
export function stateOfRelation(
  relation: Relation,
  newest: ConsentEntry | undefined,
  now: EpochMs,
): RelativeView["state"] {
  const { isEmergencyContact: _, ...byConsent } = relation;
  if (grantsOf(byConsent, now).size > 0) return "standing";
  if (relation.consent !== undefined || relation.guardian !== undefined) return "over";
  return newest?.step.kind === "revoked" || newest?.step.kind === "care-ended" ? "over" : "waiting";
}

export function invitationView(one: Invitation, now: EpochMs): InvitationView {
  return {
    id: one.id,
    name: one.name,
    relation: one.relation,
    state: stateOfInvitation(one, now),
    isEmergencyContact: one.isEmergencyContact === true,
    isGuardian: one.guardianship !== undefined,
    intended: [...one.intended],
    ...timeField("intendedUntil", one.intendedUntil),
    invitedAt: isoTimeOf(one.invitedAt),
    invitedBy: one.invitedBy,
    endsAt: isoTimeOf(one.endsAt),
  };
}

function entryView({ id, number, at, by, personId, personName, noticeVersion, step }: ConsentEntry): ConsentEntryView {
  return {
    id,
    number,
    at: isoTimeOf(at),
    by,
    person: { id: personId, name: personName },
    noticeVersion,
    kind: step.kind,
    ...("classes" in step && { classes: [...step.classes], ...timeField("until", step.until) }),
    ...("given" in step && { given: givenView(step.given) }),
    ...("accepted" in step && { accepted: [...step.accepted] }),
    ...("guardianship" in step && step.guardianship && { guardianship: guardianshipView(step.guardianship) }),
    ...("isEmergencyContact" in step && { isEmergencyContact: step.isEmergencyContact === true }),
    ...("reason" in step && { reason: step.reason }),
    ...("cause" in step && { cause: step.cause }),
  };
}

function givenView(given: Given): NonNullable<ConsentEntryView["given"]> {
  if (given.by === "staff") return given;
  if (given.by === "guardian") return { by: given.by, how: given.how, personId: given.personId, name: given.name };
  return { ...given };
}

function guardianshipView({
  from,
  until,
  checkedAt,
  ...rest
}: Guardianship): NonNullable<RelativeView["guardianship"]> {
  return { ...rest, from: isoTimeOf(from), ...timeField("until", until), checkedAt: isoTimeOf(checkedAt) };
}
