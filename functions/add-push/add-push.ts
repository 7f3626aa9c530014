import type * as z from "zod/mini";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { pushList } from "../../contracts/http/pushes.ts";
import type { PushSubscription } from "../../domain/model/person.ts";
import { notForYou } from "../notifying/channel-refusals.ts";
import { changePushes, pushListView } from "../notifying/own-pushes.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** More browsers than a person carries; the oldest gives way. */
const mostBrowsers = 10;

/** Wakes this browser from now on, for the caller alone: whoever signed in there before is not woken by it any more. */
export async function addPush(
  { body, caller }: HttpInput<(typeof channelRoutes)["add-push"]>,
  deps: Deps<"add-push">,
): Promise<z.input<typeof pushList>> {
  if (caller.kind !== "person") throw notForYou();
  const { endpoint, keys, label } = body;
  const push: PushSubscription = {
    endpoint,
    p256dh: keys.p256dh.replaceAll("=", ""),
    auth: keys.auth.replaceAll("=", ""),
    addedAt: deps.now(),
    ...(label !== undefined && { label }),
  };
  for (const other of readableOf(await deps.people.listByBrowser(endpoint), deps.log)) {
    if (other.id === caller.person.id || !other.reach.pushes.some((known) => known.endpoint === endpoint)) continue;
    await changePushes(other, (pushes) => pushes.filter((known) => known.endpoint !== endpoint), deps);
  }
  const person = await changePushes(
    caller.person,
    (pushes) => [...pushes.filter((known) => known.endpoint !== endpoint), push].slice(-mostBrowsers),
    deps,
  );
  return pushListView(person);
}
