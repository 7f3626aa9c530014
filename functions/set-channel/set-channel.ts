import type * as z from "zod/mini";
import { channelView } from "../../contracts/channel-views.ts";
import type { channelRoutes } from "../../contracts/http/channel-routes.ts";
import type { channelChange, channelChanged } from "../../contracts/http/channels.ts";
import { type Caller, nameOf } from "../../domain/access/caller.ts";
import type { Channel } from "../../domain/notify/channel.ts";
import { maySetChannels, settableChannel } from "../notifying/channel-access.ts";
import { channelChangedByOthers, notForYou, pushesByThemselves } from "../notifying/channel-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { unknown } from "../shell/refusals.ts";
import { newSettings } from "./new-settings.ts";

type Change = z.output<typeof channelChange>;
type Answer = z.input<typeof channelChanged>;

/** Adds, changes or removes a channel; of two who change it at once the second is told. */
export async function setChannel(
  { body, caller }: HttpInput<(typeof channelRoutes)["set-channel"]>,
  deps: Deps<"set-channel">,
): Promise<Answer> {
  switch (body.do) {
    case "add":
      return add(body, caller, deps);
    case "change":
      return change(body, caller, deps);
    case "remove":
      return remove(body, caller, deps);
  }
}

async function add(asked: Extract<Change, { do: "add" }>, caller: Caller, deps: Deps<"set-channel">): Promise<Answer> {
  const { facilityId, name, isOn, language, pagesUrl } = asked;
  if (!maySetChannels(caller, facilityId)) {
    throw facilityId === undefined ? notForYou() : unknown("facility", facilityId);
  }
  if (asked.settings.kind === "web-push") throw pushesByThemselves();
  const { settings, newSecret } = newSettings(asked.settings, undefined, deps.secrets);
  const channel: Channel = {
    id: deps.newId(),
    name,
    ...(facilityId !== undefined && { facilityId }),
    settings,
    isOn,
    language,
    ...(pagesUrl !== undefined && { pagesUrl }),
    setAt: deps.now(),
    setBy: nameOf(caller).name,
    version: 1,
  };
  if ((await deps.channels.add(channel)) === "already-exists") throw channelChangedByOthers(channel.id);
  return { channel: channelView(channel, undefined), ...(newSecret !== undefined && { newSecret }) };
}

async function change(
  asked: Extract<Change, { do: "change" }>,
  caller: Caller,
  deps: Deps<"set-channel">,
): Promise<Answer> {
  const before = await settableChannel(asked.id, caller, deps);
  if (before.version !== asked.version) throw channelChangedByOthers(asked.id);
  const made = asked.settings === undefined ? undefined : newSettings(asked.settings, before.settings, deps.secrets);
  const { pagesUrl: pagesBefore, ...rest } = before;
  const pagesUrl = asked.pagesUrl === undefined ? pagesBefore : (asked.pagesUrl ?? undefined);
  const channel: Channel = {
    ...rest,
    name: asked.name ?? before.name,
    isOn: asked.isOn ?? before.isOn,
    language: asked.language ?? before.language,
    ...(pagesUrl !== undefined && { pagesUrl }),
    settings: made?.settings ?? before.settings,
    setAt: deps.now(),
    setBy: nameOf(caller).name,
    version: before.version + 1,
  };
  if ((await deps.channels.save(channel)) === "conflict") throw channelChangedByOthers(asked.id);
  const health = await deps.channels.healthOf([channel.id]);
  return {
    channel: channelView(channel, health.get(channel.id)),
    ...(made?.newSecret !== undefined && { newSecret: made.newSecret }),
  };
}

async function remove(
  asked: Extract<Change, { do: "remove" }>,
  caller: Caller,
  deps: Deps<"set-channel">,
): Promise<Answer> {
  const before = await settableChannel(asked.id, caller, deps);
  if (before.version !== asked.version) throw channelChangedByOthers(asked.id);
  if (before.settings.kind === "web-push") throw pushesByThemselves();
  await deps.channels.remove(asked.id);
  return {};
}
