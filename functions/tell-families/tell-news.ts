import type { Alert } from "../../domain/alerts/alert.ts";
import { staffRoleOf } from "../../domain/family/staff-role.ts";
import {
  familyPartOf,
  matterOfStage,
  newestStage,
  tellingOf,
  toldOfStage,
} from "../../domain/family-telling/notifications.ts";
import { isCanary } from "../../domain/model/canary.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { armFamilyDue, armFamilyMessage } from "../family-telling/family-timer.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";

type TellingDeps = Deps<"tell-families">;

/**
 * Makes the messages of what an alert brought to its resident's family. They are written before the row that asks for them
 * is taken away, and each exists once by its id: whoever dies in between leaves it to the next, who writes none twice.
 */
export async function tellNews(name: string, deps: TellingDeps): Promise<void> {
  const due = await deps.alerts.findFamilyDue(name);
  if (due === undefined) return;
  if (due.dueAt > deps.now()) return armFamilyDue(due, deps);
  const alert = await deps.alerts.find(due.alertId);
  for (const message of alert === undefined || isCanary(alert) ? [] : await messagesOf(alert, deps)) {
    if ((await deps.notifications.add(message)) === "added") await armFamilyMessage(message, deps);
  }
  await deps.alerts.settleFamilyDue(due);
}

async function messagesOf(alert: Alert, deps: TellingDeps): Promise<readonly Notification[]> {
  const now = deps.now();
  const stage = newestStage(alert, now);
  if (stage === undefined) return [];
  const relatives = readableOf(await deps.people.listByRelation(alert.residentId), deps.log);
  if (relatives.length === 0) return [];
  const [channels, actor, made] = await Promise.all([
    deps.channels.listFor(alert.facilityId),
    stage.byId === undefined ? undefined : deps.people.find(stage.byId).catch(() => undefined),
    deps.notifications.listByAlert(familyPartOf(alert.id)),
  ]);
  const known = new Set(readableOf(made, deps.log).map(({ id }) => id));
  const role = stage.byId === undefined ? undefined : staffRoleOf(actor, alert.facilityId);
  const family = toldOfStage(stage, alert, role);
  const matter = matterOfStage(stage, alert);
  const usable = readableOf(channels, deps.log);
  return relatives
    .flatMap((person) => tellingOf(person, matter, family, usable, now))
    .filter(({ id }) => !known.has(id));
}
