import { type Notification, recipientId } from "../../domain/notify/notification.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Log } from "../shell/log.ts";

const atOnce = 16;

/** What recipients are called, by id; one that cannot be read or is gone is absent. */
export async function recipientNames(
  notifications: readonly Notification[],
  deps: {
    readonly people: Pick<PersonStore, "find">;
    readonly channels: Pick<ChannelStore, "find">;
    readonly log: Log;
  },
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const recipients = new Map(notifications.map(({ to }) => [recipientId(to), to]));
  await forEachBounded(recipients.entries(), atOnce, async ([id, to]) => {
    try {
      const found = to.kind === "person" ? await deps.people.find(id) : await deps.channels.find(id);
      if (found !== undefined) names.set(id, found.name);
    } catch (error) {
      deps.log.error("item cannot be read", { error });
    }
  });
  return names;
}
