import type * as z from "zod/mini";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { pushList } from "../../contracts/http/pushes.ts";
import { notForYou } from "../notifying/channel-refusals.ts";
import { changePushes, pushId, pushListView } from "../notifying/own-pushes.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Wakes a browser of the caller's no more. One that is not there changes nothing. */
export async function removePush(
  { body, caller }: HttpInput<(typeof channelRoutes)["remove-push"]>,
  deps: Deps<"remove-push">,
): Promise<z.input<typeof pushList>> {
  if (caller.kind !== "person") throw notForYou();
  const person = await changePushes(
    caller.person,
    (pushes) => {
      const left = pushes.filter((push) => push.endpoint !== body.endpoint && pushId(push) !== body.id);
      return left.length === pushes.length ? pushes : left;
    },
    deps,
  );
  return pushListView(person);
}
