import type * as z from "zod/mini";
import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { familyPicture } from "../../contracts/http/family-messages.ts";
import { mayDo } from "../../domain/access/decide.ts";
import { pictureFile } from "../../stores/family-message-store.ts";
import { unknownPicture } from "../family-messaging/refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * A picture that was sent, while its consent stands; relatives only where it was sent to them. One of another resident, one
 * that retention has deleted and one that never was are the same.
 */
export async function showFamilyPicture(
  { path, query, caller }: HttpInput<(typeof familyMessageRoutes)["show-family-picture"]>,
  deps: Deps<"show-family-picture">,
): Promise<z.input<typeof familyPicture>> {
  const { picture: id = "" } = query;
  const found = await deps["family-messages"].findPicture(id);
  if (found === undefined || found.residentId !== path.id) throw unknownPicture(id);
  const { residentId, facilityId } = found;
  const isTeam = mayDo(caller, "family-message.answer", { kind: "resident", residentId, facilityId });
  if (!isTeam) {
    const personId = caller.kind === "person" ? caller.person.id : "";
    const sent = await deps["family-messages"].find({ residentId, personId }, id);
    if (sent === undefined) throw unknownPicture(id);
  }
  const bytes = await deps.archive.get(pictureFile(id));
  if (bytes === undefined) throw unknownPicture(id);
  return { id, type: found.type, data: Buffer.from(bytes).toString("base64") };
}
