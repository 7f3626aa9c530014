import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { FamilyMessageView } from "../../contracts/http/family-messages.ts";
import { mayDo } from "../../domain/access/decide.ts";
import type { FamilyMessage } from "../../domain/family-messages/thread.ts";
import { mayBeTold } from "../../domain/family-telling/told.ts";
import { minute, second } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { armNotification } from "../escalating/notification-timer.ts";
import { familyMessageView } from "../family-messaging/message-view.ts";
import { messageExists, tooManyMessages } from "../family-messaging/refusals.ts";
import { authorOf, type Side, sideOf } from "../family-messaging/sides.ts";
import { tellRelative, tellTeam } from "../family-messaging/tell-of-message.ts";
import { armFamilyMessage } from "../family-telling/family-timer.ts";
import { countPace } from "../notifying/count-pace.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/** More than somebody writes by hand who wants an answer; a page that runs wild stops here. */
const mostWritten = { most: 20, perMs: 10 * minute };

/**
 * Writes a message of a relative to the care team, or an answer. It stands once by its id, however often a page sends it,
 * and whoever is to be told of it is written with it. Who may not be answered any more is unknown.
 */
export async function writeFamilyMessage(
  { path, body, caller }: HttpInput<(typeof familyMessageRoutes)["write-family-message"]>,
  deps: Deps<"write-family-message">,
): Promise<FamilyMessageView> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { id: residentId, facilityId } = resident;
  const { side, relative } = await sideOf(caller, resident, body.personId, deps);
  if (!mayBeTold(relative, residentId, { what: "answer" }, "low", deps.now())) throw unknown("person", relative.id);
  const of = { residentId, personId: relative.id };
  const by = authorOf(caller, side, facilityId);
  const message: FamilyMessage = { ...of, id: body.id, facilityId, at: deps.now(), by, text: body.text };
  const subject = { kind: "resident", residentId, facilityId } as const;
  const viewer = { side, relativeName: relative.name, seesPictures: mayDo(caller, "family-picture.read", subject) };
  const there = await deps["family-messages"].find(of, body.id);
  if (there !== undefined) return familyMessageView(sameAs(there, message), viewer);
  await keepPace(by.kind === "team" ? by.personId : relative.id, deps);
  const told = await toldOf(message, { side, relative }, deps);
  if ((await deps["family-messages"].add(message, told)) === "already-exists") {
    const other = await deps["family-messages"].find(of, body.id);
    return familyMessageView(sameAs(other ?? message, message), viewer);
  }
  for (const one of told) await (one.family === undefined ? armNotification(one, deps) : armFamilyMessage(one, deps));
  return familyMessageView(message, viewer);
}

async function toldOf(
  message: FamilyMessage,
  { side, relative }: Pick<Side, "side" | "relative">,
  deps: Deps<"write-family-message">,
): Promise<readonly Notification[]> {
  if (side === "team") return tellRelative(relative, message, "answer", deps);
  const thread = await deps["family-messages"].findThread(message);
  return thread !== undefined && thread.teamUnread > 0 ? [] : tellTeam(message, deps);
}

function sameAs(there: FamilyMessage, message: FamilyMessage): FamilyMessage {
  const isSame = there.text === message.text && JSON.stringify(there.by) === JSON.stringify(message.by);
  if (!isSame) throw messageExists(message.id);
  return there;
}

async function keepPace(writer: string, deps: Deps<"write-family-message">): Promise<void> {
  const counted = await countPace({ key: `family-message#${writer}`, ...mostWritten }, deps);
  if (counted.kind === "wait") throw tooManyMessages(Math.ceil((counted.until - deps.now()) / second));
}
