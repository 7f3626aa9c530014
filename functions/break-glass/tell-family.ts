import type { RecordOpening } from "../../domain/break-glass/opening.ts";
import { tellingOf, tellingOfOpening } from "../../domain/family-telling/notifications.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

interface TellingDeps {
  readonly people: Pick<PersonStore, "listByRelation">;
  readonly channels: Pick<ChannelStore, "listFor">;
  readonly log: Log;
  now(): EpochMs;
}

/** What a write takes beside the opening and whoever else is told by it. */
const mostMessages = 36;

/**
 * The messages that tell relatives that a record was opened, for the write that opens it: it is no alarm, so that quiet
 * hours hold it. Whoever has no way, or may not hear of it, gets none; whoever may sees it in their pages all the same.
 */
export async function noticesToFamily(opening: RecordOpening, deps: TellingDeps): Promise<readonly Notification[]> {
  const [relatives, channels] = await Promise.all([
    deps.people.listByRelation(opening.residentId),
    deps.channels.listFor(opening.facilityId),
  ]);
  const usable = readableOf(channels, deps.log);
  const { matter, family } = tellingOfOpening(opening);
  const messages = readableOf(relatives, deps.log).flatMap((person) =>
    tellingOf(person, matter, family, usable, deps.now()),
  );
  if (messages.length > mostMessages)
    deps.log.error("not every relative is told by telephone that a record was opened", { openingId: opening.id });
  return messages.slice(0, mostMessages);
}
