import type * as z from "zod/mini";
import type { familyMessageRoutes } from "../../contracts/http/family-message-routes.ts";
import type { pictureAudience } from "../../contracts/http/family-messages.ts";
import { picturesGoTo } from "../family-messaging/picture-audience.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Which relatives would see a picture that is sent now. */
export async function showPictureAudience(
  { path }: HttpInput<(typeof familyMessageRoutes)["show-picture-audience"]>,
  deps: Deps<"show-picture-audience">,
): Promise<z.input<typeof pictureAudience>> {
  const relatives = await picturesGoTo(path.id, deps);
  return {
    items: relatives.map(({ id: personId, name, relations }) => ({
      personId,
      name,
      relation: relations.find(({ residentId }) => residentId === path.id)?.relation ?? "",
    })),
  };
}
