import type * as z from "zod/mini";
import { channelView } from "../../contracts/channel-views.ts";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { channelList } from "../../contracts/http/channels.ts";
import { canary } from "../../domain/model/canary.ts";
import { maySetChannels } from "../notifying/channel-access.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { idsOf, readableOf } from "../shell/read-each.ts";
import { visibleFacilities } from "../shell/visible.ts";

type Input = HttpInput<(typeof channelRoutes)["list-channels"]>;

const atOnce = 16;

/** The channels that the caller may set, those of the whole service first, then by facility; with how they do. */
export async function listChannels(
  { query, caller }: Input,
  deps: Deps<"list-channels">,
): Promise<z.input<typeof channelList>> {
  const scopes = await scopesOf(query, caller, deps);
  const lists = new Map<string | undefined, Awaited<ReturnType<typeof deps.channels.listOf>>>();
  await forEachBounded(scopes, atOnce, async (scope) => void lists.set(scope, await deps.channels.listOf(scope)));
  const channels = scopes.flatMap((scope) => {
    const list = lists.get(scope);
    return list === undefined ? [] : readableOf(list, deps.log);
  });
  const health = await deps.channels.healthOf(channels.map(({ id }) => id));
  return { items: channels.map((channel) => channelView(channel, health.get(channel.id))) };
}

/** Facilities whose channels are listed; undefined among them: the whole service. */
async function scopesOf(
  { facilityId, testCalls }: Input["query"],
  caller: Input["caller"],
  deps: Deps<"list-channels">,
): Promise<readonly (string | undefined)[]> {
  const ofService = maySetChannels(caller, undefined) ? [undefined] : [];
  if (testCalls !== undefined) return ofService.map(() => canary.facilityId);
  if (facilityId !== undefined) return [...ofService, facilityId];
  return [...ofService, ...visibleFacilities(caller, "channel.manage", idsOf(await deps.facilities.list()))];
}
