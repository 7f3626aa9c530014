import type { InvitedView } from "../../contracts/http/kin.ts";
import type { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { epochOf } from "../../contracts/iso-time.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { type Invitation, invitationLastsMs, stateOfInvitation } from "../../domain/joining/invitation.ts";
import { codeHashOf } from "../joining/code-hash.ts";
import { guardianshipOf } from "../joining/guardianship-of.ts";
import { unknownInvitation } from "../joining/joining-refusals.ts";
import { invitationView } from "../joining/kin-view.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";
import { unknown } from "../shell/refusals.ts";
import { noLongerInCare } from "../shell/register-refusals.ts";

type Input = HttpInput<(typeof kinRoutes)["invite-relative"]>;
type Order<Do> = Extract<Input["body"], { readonly do: Do }>;

/**
 * Asks somebody to come as a resident's relative: the answer holds the code, which is told this once and kept nowhere. Or
 * takes an invitation back; again that changes nothing.
 */
export async function inviteRelative(
  { path, body, caller }: Input,
  deps: Deps<"invite-relative">,
): Promise<InvitedView> {
  const by = nameOf(caller);
  return body.do === "invite" ? invite(path.id, body, by, deps) : revoke(path.id, body, by, deps);
}

type Actor = Invitation["invitedBy"];

async function invite(
  residentId: string,
  order: Order<"invite">,
  by: Actor,
  deps: Deps<"invite-relative">,
): Promise<InvitedView> {
  const resident = await deps.residents.find(residentId);
  if (resident === undefined) throw unknown("resident", residentId);
  if (resident.discharge !== undefined) throw noLongerInCare(residentId);
  const now = deps.now();
  const code = deps.secrets.newJoiningCode();
  const until = order.intendedUntil === undefined ? undefined : epochOf(order.intendedUntil);
  const invitation: Invitation = {
    id: deps.newId(),
    codeHash: codeHashOf(code),
    residentId,
    facilityId: resident.facilityId,
    name: order.name,
    relation: order.relation,
    ...(order.isEmergencyContact && { isEmergencyContact: true }),
    ...(order.guardianship !== undefined && { guardianship: guardianshipOf(order.guardianship, by, now) }),
    intended: order.intended,
    ...(until !== undefined && { intendedUntil: until }),
    invitedBy: by,
    invitedAt: now,
    endsAt: now + invitationLastsMs,
    version: 1,
  };
  // Two codes of 60 bits are the same once in the life of no service; then it fails, and whoever invites tries again.
  if ((await deps.invitations.save(invitation)) === "conflict") throw unknownInvitation();
  return { invitation: invitationView(invitation, now), code };
}

async function revoke(
  residentId: string,
  { invitationId }: Order<"revoke">,
  by: Actor,
  deps: Deps<"invite-relative">,
): Promise<InvitedView> {
  const now = deps.now();
  const listed = readableOf(await deps.invitations.listOf(residentId), deps.log);
  const named = listed.find(({ id }) => id === invitationId);
  // The list may lag; what stands is read by its key.
  const stored = named && (await deps.invitations.find(named.codeHash));
  if (stored === undefined) throw unknownInvitation();
  const state = stateOfInvitation(stored, now);
  if (state === "used") throw unknownInvitation();
  if (state !== "open") return { invitation: invitationView(stored, now) };
  const revoked: Invitation = { ...stored, revoked: { by, at: now }, version: stored.version + 1 };
  if ((await deps.invitations.save(revoked)) === "conflict") throw unknownInvitation();
  return { invitation: invitationView(revoked, now) };
}
