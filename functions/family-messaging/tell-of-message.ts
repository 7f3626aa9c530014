import { calledBy } from "../../domain/escalation/recipients.ts";
import type { FamilyMessage } from "../../domain/family-messages/thread.ts";
import { tellingOf } from "../../domain/family-telling/notifications.ts";
import type { Person } from "../../domain/model/person.ts";
import type { EpochMs } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { ChannelStore } from "../../stores/channel-store.ts";
import type { DutyStore } from "../../stores/duty-store.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { callContextOf } from "../escalating/call-context.ts";
import { noticesFor } from "../notifying/tell-people.ts";
import type { Log } from "../shell/log.ts";
import { readableOf } from "../shell/read-each.ts";

interface TellingDeps {
  readonly channels: Pick<ChannelStore, "listFor" | "listOf" | "healthOf">;
  readonly log: Log;
  now(): EpochMs;
}

/** The notifications that tell a relative that the care team wrote, for the write of the message. */
export async function tellRelative(
  relative: Person,
  { id, residentId, facilityId, at }: FamilyMessage,
  what: "answer" | "picture",
  deps: TellingDeps,
): Promise<readonly Notification[]> {
  const channels = readableOf(await deps.channels.listFor(facilityId), deps.log);
  const matter = { id: `family-message-${id}`, residentId, facilityId, round: 0, step: 0, priority: "low" } as const;
  return tellingOf(relative, matter, { what, at }, channels, deps.now());
}

/** The pushes to carers and nurses on duty for a relative's first unread message: nobody's telephone rings, and no alarm sounds. */
export async function tellTeam(
  { id, facilityId }: FamilyMessage,
  deps: TellingDeps & {
    readonly people: Pick<PersonStore, "find" | "listAt">;
    readonly duties: Pick<DutyStore, "listBetween">;
  },
): Promise<readonly Notification[]> {
  const context = await callContextOf(facilityId, deps.now(), deps);
  const call = (["carer", "nurse"] as const).map((role) => ({ kind: "on-duty", role }) as const);
  const { people } = calledBy([{ afterMs: 0, call, channels: ["web-push"] }], "low", context);
  const told = people.map(({ person }) => ({ personId: person.id, kind: "family-message", about: id }) as const);
  return noticesFor(told, facilityId, deps);
}
