import type * as z from "zod/mini";
import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { familyPictureSent } from "../../contracts/http/family-messages.ts";
import { cleanPicture } from "../../domain/family-messages/picture.ts";
import type { FamilyMessage, SentPicture } from "../../domain/family-messages/thread.ts";
import { pictureFile } from "../../stores/family-message-store.ts";
import { picturesGoTo } from "../family-messaging/picture-audience.ts";
import { messageExists, nobodyMaySeeIt, notAPicture } from "../family-messaging/refusals.ts";
import { authorOf } from "../family-messaging/sides.ts";
import { tellRelative } from "../family-messaging/tell-of-message.ts";
import { armFamilyMessage } from "../family-telling/family-timer.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";

/**
 * Sends a picture with words to the relatives who may see pictures at this moment; where none may, nothing is kept. The
 * bytes lie once, before anything names them, and a message in each relative's thread: sent again under the same id, it
 * reaches whom it had not reached.
 */
export async function sendFamilyPicture(
  { path, body, caller }: HttpInput<(typeof familyMessageRoutes)["send-family-picture"]>,
  deps: Deps<"send-family-picture">,
): Promise<z.input<typeof familyPictureSent>> {
  const resident = await deps.residents.find(path.id);
  if (resident === undefined) throw unknown("resident", path.id);
  const { id: residentId, facilityId } = resident;
  const clean = cleanPicture(Buffer.from(body.data, "base64"));
  if (clean === undefined) throw notAPicture();
  const relatives = await picturesGoTo(residentId, deps);
  if (relatives.length === 0) throw nobodyMaySeeIt();
  const there = await deps["family-messages"].findPicture(body.id);
  if (there !== undefined && there.residentId !== residentId) throw messageExists(body.id);
  const { type, width, height, bytes } = clean;
  const picture: SentPicture = there ?? { id: body.id, type, width, height };
  const at = there?.sentAt ?? deps.now();
  if (there === undefined) {
    await deps.archive.put(pictureFile(body.id), bytes);
    await deps["family-messages"].savePicture({ id: body.id, type, width, height, residentId, facilityId, sentAt: at });
  }
  const by = authorOf(caller, "team", facilityId);
  for (const relative of relatives) {
    const shown = { id: picture.id, type: picture.type, width: picture.width, height: picture.height };
    const of = { residentId, personId: relative.id, facilityId };
    const message: FamilyMessage = { ...of, id: body.id, at, by, text: body.text, picture: shown };
    const told = await tellRelative(relative, message, "picture", deps);
    if ((await deps["family-messages"].add(message, told)) === "added")
      for (const one of told) await armFamilyMessage(one, deps);
  }
  return { sentTo: relatives.length };
}
