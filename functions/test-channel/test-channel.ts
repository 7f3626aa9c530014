import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { SendResultView } from "../../contracts/http/channels.ts";
import { nameOf } from "../../domain/access/caller.ts";
import { settableChannel } from "../notifying/channel-access.ts";
import { noAddress } from "../notifying/channel-refusals.ts";
import { routesTo } from "../notifying/routes-to.ts";
import { takeTestPace } from "../notifying/test-pace.ts";
import { sendTest } from "../notifying/test-sending.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * Really sends a test message by a channel, even one that is off: to the address that was asked for, otherwise to the
 * caller's own. What came of it is the answer. So often in ten minutes and no oftener, for who asks and for who gets it.
 */
export async function testChannel(
  { path, body, caller }: HttpInput<(typeof channelRoutes)["test-channel"]>,
  deps: Deps<"test-channel">,
): Promise<SendResultView> {
  const channel = await settableChannel(path.id, caller, deps);
  const own = caller.kind === "person" ? caller.person.reach : {};
  const asked = {
    ...(body.phone !== undefined && { phone: body.phone }),
    ...(body.email !== undefined && { email: body.email }),
  };
  const routes = routesTo(channel, { ...own, ...asked });
  if (routes.length === 0) throw noAddress();
  await takeTestPace(nameOf(caller).id, [{ channel, routes }], deps);
  const results = await sendTest(channel, routes, channel.language, deps);
  const best = results.find(({ outcome }) => outcome === "accepted") ?? results[0];
  if (best === undefined) throw noAddress();
  return best;
}
