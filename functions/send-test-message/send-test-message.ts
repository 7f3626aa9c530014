import type * as z from "zod/mini";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { testResults } from "../../contracts/http/channels.ts";
import type { Person } from "../../domain/model/person.ts";
import { type Channel, personalChannels } from "../../domain/notify/channel.ts";
import { noAddress } from "../notifying/channel-refusals.ts";
import { routesTo } from "../notifying/routes-to.ts";
import { takeTestPace } from "../notifying/test-pace.ts";
import { sendTest } from "../notifying/test-sending.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/**
 * Sends the caller a test message by every channel that has an address of theirs, or by the one that they name: so often
 * in ten minutes and no oftener, for each person and each telephone number or mail address.
 */
export async function sendTestMessage(
  { body, caller }: HttpInput<(typeof channelRoutes)["send-test-message"]>,
  deps: Deps<"send-test-message">,
): Promise<z.input<typeof testResults>> {
  if (caller.kind !== "person") throw noAddress();
  const { reach } = caller.person;
  const channels = await gatewaysOf(caller.person, deps);
  const asked = channels.filter(({ settings }) => body.channel === undefined || settings.kind === body.channel);
  const tests = asked.map((channel) => ({ channel, routes: routesTo(channel, reach) }));
  const possible = tests.filter(({ routes }) => routes.length > 0);
  if (possible.length === 0) throw noAddress();
  await takeTestPace(caller.person.id, possible, deps);
  const results = await Promise.all(
    possible.map(({ channel, routes }) => sendTest(channel, routes, reach.language, deps)),
  );
  return { items: results.flat() };
}

/** By which alerts would reach the person, at any of their facilities: each gateway once. */
async function gatewaysOf(person: Person, deps: Deps<"send-test-message">): Promise<readonly Channel[]> {
  const facilityIds = [...new Set(person.roles.map(({ facilityId }) => facilityId))];
  const lists = await Promise.all([...new Set([undefined, ...facilityIds])].map((id) => deps.channels.listOf(id)));
  const on = lists
    .flatMap((list) => readableOf(list, deps.log))
    .filter(({ isOn, settings }) => isOn && (personalChannels as readonly string[]).includes(settings.kind));
  const own = on.filter(({ facilityId }) => facilityId !== undefined);
  const isReplaced = (channel: Channel): boolean =>
    facilityIds.length > 0 &&
    facilityIds.every((id) =>
      own.some(({ facilityId, settings }) => facilityId === id && settings.kind === channel.settings.kind),
    );
  return on.filter((channel) => channel.facilityId !== undefined || !isReplaced(channel));
}
