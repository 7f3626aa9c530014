import { quietUntil } from "../../domain/family-telling/quiet-hours.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { cancelled, claimed } from "../../domain/notify/sending.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { whyNot } from "./why-not.ts";

type CompanyDeps = Pick<Deps<"tell-families">, "notifications" | "people" | "log" | "now">;

/** One message counts no more; the next one takes the rest. */
const mostTogether = 100;

/** Whether another one that is due with it by the same way goes first and takes this one along: quiet hours end with one message. */
export async function isLedByAnother(stored: Notification, deps: CompanyDeps): Promise<boolean> {
  const waiting = readableOf(await deps.notifications.listHeldWith(stored, mostTogether), deps.log);
  return waiting.some(({ id, dueAt }) => id < stored.id && dueAt <= deps.now());
}

/** Claims what waits for the same relative by the same way, to be told with this one; what they may not hear any more is not. */
export async function claimCompanions(first: Notification, deps: CompanyDeps): Promise<readonly Notification[]> {
  const waiting = readableOf(await deps.notifications.listHeldWith(first, mostTogether), deps.log);
  if (waiting.length === 0 || first.to.kind !== "person") return [];
  const person = await deps.people.find(first.to.personId);
  const companions: Notification[] = [];
  for (const stored of waiting) {
    if (stored.id === first.id || stored.state !== "due") continue;
    const why = await whyNot(stored, person, deps);
    if (why !== undefined) {
      await deps.notifications.save(cancelled(stored, why));
      continue;
    }
    if (stored.family?.isEmergency !== true && quietUntil(person?.familyWishes?.quiet, deps.now()) !== undefined)
      continue;
    const claim = claimed(stored, deps.now());
    if ((await deps.notifications.save(claim)) === "saved") companions.push(claim);
  }
  return companions;
}
