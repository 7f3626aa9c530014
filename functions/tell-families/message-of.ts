import { familyGroupWords, familyWords } from "../../contracts/family-telling-words.ts";
import type { FamilyTold } from "../../domain/family-telling/told.ts";
import { hour } from "../../domain/model/time.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { mostUrgent } from "../../domain/notify/pace.ts";
import type { OutgoingMessage } from "../../domain/ports.ts";
import type { Deps } from "../shell/deps.ts";

/** A telephone that was off for the night has it in the morning: by then it is news to its owner still. */
const keptForDeviceMs = 12 * hour;

/** The message of what one relative is told by one way, alone or with what was held back; the last of `told` is the one that is sent. */
export async function messageOf(
  told: readonly Notification[],
  language: "zh" | "en",
  deps: Pick<Deps<"tell-families">, "facilities">,
): Promise<OutgoingMessage> {
  const sent = told.at(-1) as Notification;
  const newest = told.toSorted((a, b) => toldOf(a).at - toldOf(b).at).at(-1) as Notification;
  const facility = await deps.facilities.find(newest.facilityId).catch(() => undefined);
  const { houseId } = toldOf(newest);
  const house = houseId === undefined ? undefined : await deps.facilities.find(houseId).catch(() => undefined);
  const words = familyWords(
    toldOf(newest),
    newest.priority,
    facility?.name ?? newest.facilityId,
    language,
    house?.name,
  );
  return {
    id: sent.id,
    language,
    at: toldOf(newest).at,
    priority: mostUrgent(told.map(({ priority }) => priority)),
    ...(told.length > 1 ? familyGroupWords(words, told.length, language) : words),
    path: pathOf(newest),
    keepMs: keptForDeviceMs,
    tag: told.length > 1 ? `families-${sent.id}` : newest.alertId,
  };
}

function toldOf({ family }: Notification): FamilyTold {
  return family as FamilyTold;
}

function pathOf(notification: Notification): string {
  const { what } = toldOf(notification);
  if (what === "record-opened") return "/family/#/looks";
  return what === "answer" || what === "picture" ? "/family/#/messages" : "/family/";
}
