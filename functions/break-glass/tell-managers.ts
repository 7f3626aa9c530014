import type { RecordOpening } from "../../domain/break-glass/opening.ts";
import type { Person } from "../../domain/model/person.ts";
import type { NoticeKind } from "../../domain/notify/notice.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import type { Write } from "../../domain/ports.ts";
import { notifying } from "../../stores/notification-items.ts";
import type { PersonStore } from "../../stores/person-store.ts";
import { noticesFor } from "../notifying/tell-people.ts";
import { readableOf } from "../shell/read-each.ts";

type TellingDeps = Parameters<typeof noticesFor>[2] & { readonly people: Pick<PersonStore, "find" | "listAt"> };

/** More are told by the list alone: a write takes so many. */
const mostNotices = 60;

/**
 * The notifications that tell whoever answers for the resident's house; where nobody does, or only whoever opened it, the
 * operators of the service, so that somebody is told. Whoever cannot be reached sees it on their page.
 */
export async function noticesOfOpening(
  { id, version, facilityId, person }: RecordOpening,
  kind: Extract<NoticeKind, "record-opened" | "opening-late">,
  deps: TellingDeps,
): Promise<readonly Notification[]> {
  const there = readableOf(await deps.people.listAt(facilityId), deps.log).filter(
    (one) => one.id !== person.id && one.disabledAt === undefined,
  );
  const managers = there.filter((one) => isManagerOf(one, facilityId));
  const told = managers.length > 0 ? managers : there.filter(runsIt);
  if (told.length === 0) deps.log.error("nobody is told that a record was opened", { facilityId, openingId: id });
  const about = `${id}-v${version}`;
  const notices = await noticesFor(
    told.map((one) => ({ personId: one.id, kind, about })),
    facilityId,
    deps,
  );
  return notices.slice(0, mostNotices);
}

export function writesOfNotices(notices: readonly Notification[]): readonly Write[] {
  return notices.map(notifying);
}

function isManagerOf({ roles }: Person, houseId: string): boolean {
  return roles.some(({ role, facilityId }) => role === "facility-manager" && facilityId === houseId);
}

function runsIt({ roles }: Person): boolean {
  return roles.some(({ role, facilityId }) => role === "operator" && facilityId === undefined);
}
