import type { JoinedView } from "../../contracts/http/joining.ts";
import type { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { timeField } from "../../contracts/iso-time.ts";
import { noticeVersion } from "../../contracts/joining/notice.ts";
import { isAdult } from "../../domain/joining/age.ts";
import type { ConsentStep } from "../../domain/joining/consent-entry.ts";
import { type Invitation, stateOfInvitation } from "../../domain/joining/invitation.ts";
import type { Person } from "../../domain/model/person.ts";
import { hour } from "../../domain/model/time.ts";
import { entryWrites } from "../../stores/consent-store.ts";
import { invitationWrite } from "../../stores/invitation-store.ts";
import { codeHashOf } from "../joining/code-hash.ts";
import { codeNotGood, noticeChanged, tooYoung, triedTooOften } from "../joining/joining-refusals.ts";
import { stepped } from "../joining/take-step.ts";
import { principalOf } from "../people/principal.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { personOf } from "../shell/person-of.ts";

const maxTries = 5;
/** Looking and joining take two; whoever mistypes takes a few more, and whoever guesses would need a trillion years. */
const mostTriesAnHour = 20;

type Input = HttpInput<(typeof joiningRoutes)["join-as-relative"]>;
type Join = Extract<Input["body"], { readonly do: "join" }>;

/**
 * Says what a code is for, or makes whoever signed in the relative that it was meant for: nothing is to be seen by that
 * until it is consented to. A wrong, used, withdrawn or lapsed code is answered alike, after the same reads, and each try
 * counts. A minor is refused, and nothing of theirs is written.
 */
export async function joinAsRelative({ body, caller }: Input, deps: Deps<"join-as-relative">): Promise<JoinedView> {
  const self = personOf(caller);
  await countTry(self.id, deps);
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const invitation = await deps.invitations.find(codeHashOf(body.code));
    const names = await namesOf(invitation, deps);
    if (invitation === undefined || names === undefined || stateOfInvitation(invitation, deps.now()) !== "open")
      throw codeNotGood();
    if (body.do === "look") return viewOf(invitation, names, "invited");
    if (body.noticeVersion !== noticeVersion || !body.accepted.includes("relation")) throw noticeChanged();
    if (!isAdult(body.birthDate, deps.now())) throw tooYoung();
    if ((await joinedBy(self.id, body, invitation, deps)) === "saved") return viewOf(invitation, names, "joined");
    await deps.backOff(attempt);
  }
  throw codeNotGood();
}

/** The person, what is between them and the resident, and that the code is used: in one write. */
async function joinedBy(
  subject: string,
  body: Join,
  invitation: Invitation,
  deps: Deps<"join-as-relative">,
): Promise<"saved" | "conflict"> {
  const stored = await deps.people.find(subject);
  const before = stored ?? newPerson(subject, body);
  const { id: invitationId, residentId, relation, isEmergencyContact, guardianship } = invitation;
  const step: ConsentStep = {
    kind: "joined",
    relation,
    invitationId,
    accepted: body.accepted,
    ...(isEmergencyContact !== undefined && { isEmergencyContact }),
    ...(guardianship !== undefined && { guardianship }),
  };
  const by = { id: before.id, name: before.name };
  const { person, entry } = await stepped(before, { residentId, by, step }, deps);
  const used = { personId: subject, at: deps.now() };
  const beside = [invitationWrite({ ...invitation, used, version: invitation.version + 1 }), ...entryWrites([entry])];
  if (stored !== undefined) return deps.people.save(person, undefined, beside);
  return (await deps.people.add(person, beside)) === "added" ? "saved" : "conflict";
}

/** Their number is kept only if they want to be written to. */
function newPerson(id: string, { name, phone, language, accepted }: Join): Person {
  const isReached = phone !== undefined && accepted.includes("messages");
  return {
    id,
    name,
    roles: [],
    relations: [],
    reach: { ...(isReached && { phone }), pushes: [], language },
    version: 0,
  };
}

interface Names {
  readonly residentName: string;
  readonly facilityName: string;
}

/** Undefined: nobody by that code is in care. A code that names nothing costs as many reads. */
async function namesOf(
  { residentId, facilityId }: Pick<Invitation, "residentId" | "facilityId"> = { residentId: "-", facilityId: "-" },
  deps: Deps<"join-as-relative">,
): Promise<Names | undefined> {
  const [resident, facility] = await Promise.all([deps.residents.find(residentId), deps.facilities.find(facilityId)]);
  if (resident === undefined || resident.discharge !== undefined) return undefined;
  return { residentName: resident.name, facilityName: facility?.name ?? "" };
}

function viewOf(invitation: Invitation, names: Names, state: JoinedView["state"]): JoinedView {
  return {
    state,
    ...(state === "joined" && { residentId: invitation.residentId }),
    ...names,
    relation: invitation.relation,
    name: invitation.name,
    isEmergencyContact: invitation.isEmergencyContact === true,
    isGuardian: invitation.guardianship !== undefined,
    intended: [...invitation.intended],
    ...timeField("intendedUntil", invitation.intendedUntil),
    noticeVersion,
  };
}

/** Counted before it is judged, so that many at once are no free guesses. */
async function countTry(subject: string, deps: Deps<"join-as-relative">): Promise<void> {
  const key = `joining#${principalOf(subject)}`;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.paces.find(key);
    const now = deps.now();
    const isOver = stored === undefined || now - stored.from >= hour || now < stored.from;
    const next = isOver ? { from: now, count: 1 } : { ...stored, count: stored.count + 1 };
    if (next.count > mostTriesAnHour) throw triedTooOften();
    if ((await deps.paces.save(key, stored, next)) === "saved") return;
    await deps.backOff(attempt);
  }
  throw triedTooOften();
}
