import { noticesTo, type Told } from "../../domain/notify/notice.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { TimerPort } from "../../domain/ports.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { armNotification } from "../escalating/notification-timer.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

interface NoticeDeps {
  readonly people: Pick<PersonStore, "find">;
  readonly channels: Pick<ChannelStore, "listFor">;
  readonly log: Log;
  now(): number;
}

/**
 * The notifications that tell people of a facility something about their own work, for the write that makes it true.
 * Whoever cannot be read or reached is left out: their page shows it all the same, and nothing waits for it.
 */
export async function noticesFor(
  told: readonly Told[],
  facilityId: string,
  deps: NoticeDeps,
): Promise<readonly Notification[]> {
  if (told.length === 0) return [];
  const now = deps.now();
  const channels = readableOf(await deps.channels.listFor(facilityId), deps.log);
  const lists = await Promise.all(
    told.map(async (one) => {
      try {
        const person = await deps.people.find(one.personId);
        return person === undefined ? [] : noticesTo(person, one, facilityId, channels, now);
      } catch (error) {
        deps.log.error("somebody who is to be told cannot be read", { error });
        return [];
      }
    }),
  );
  return lists.flat();
}

/** Has them sent, after the write; what has no timer is found by the sweep. */
export async function sendNotices(
  notices: readonly Notification[],
  deps: { readonly timer: Pick<TimerPort, "set">; readonly log: Log; now(): number },
): Promise<void> {
  await Promise.all(notices.map((notice) => armNotification(notice, deps)));
}
