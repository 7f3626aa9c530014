import type { Alert } from "../../domain/alerts/alert.ts";
import type { NoticeKind } from "../../domain/notify/notice.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { attempted, cancelled, claimed, failed, held, isStillWanted, isToBeSent } from "../../domain/notify/sending.ts";
import { forgetGoneBrowsers } from "../notifying/gone-browsers.ts";
import { sendBy } from "../notifying/send-by.ts";
import type { Deps } from "../shell/deps.ts";
import { afterFailure } from "./after-failure.ts";
import { type Destination, destinationOf } from "./destination.ts";
import { messageOf, noticeMessageOf } from "./message-of.ts";
import { settle, wakeFor, write } from "./settle.ts";
import { isSuperseded } from "./superseded.ts";
import { takePace } from "./take-pace.ts";
import { claimCompanions, settleCompanions } from "./told-together.ts";

type SendingDeps = Deps<"send-notification">;
type FoundDestination = Extract<Destination, { readonly kind: "found" }>;

/**
 * Sends a notification if it is due and its alert still calls, or it is a notice, and writes what came of it. Of several who are woken for
 * it one sends; what is answered, closed or called anew meanwhile is not sent, nor what a later step says to the same. Whoever dies between sending and writing
 * leaves a lease: after it the same message goes out again, under the same id.
 */
export async function sendIfDue(id: string, deps: SendingDeps): Promise<void> {
  const stored = await deps.notifications.find(id);
  if (stored === undefined) return;
  const now = deps.now();
  if (!isToBeSent(stored, now)) return wakeFor(stored, deps);

  if (stored.notice === undefined && !(await isCalledFor(stored, deps))) {
    await deps.notifications.save(cancelled(stored));
    return;
  }
  const destination = await destinationOf(stored, deps);
  if (destination.kind === "none") return giveUp(stored, destination.why, deps);
  const pace = await takePace(stored, destination.channel.id, deps);
  if (pace.kind === "wait") {
    const waiting = held(stored, pace.until);
    if ((await deps.notifications.save(waiting)) === "saved") await wakeFor(waiting, deps);
    return;
  }
  const claim = claimed(stored, now);
  if ((await deps.notifications.save(claim)) === "conflict") return;
  await sendClaimed(claim, destination, deps);
}

async function isCalledFor(stored: Notification, deps: SendingDeps): Promise<boolean> {
  const alert = await deps.alerts.find(stored.alertId);
  return alert !== undefined && isStillWanted(stored, alert) && !(await isSuperseded(stored, alert, deps));
}

async function sendClaimed(claim: Notification, destination: FoundDestination, deps: SendingDeps): Promise<void> {
  if (claim.notice !== undefined) return sendNotice(claim, claim.notice, destination, deps);
  const { channel, routes, language } = destination;
  // Once more, as late as possible: whoever answers from here on is a moment too late for this one message.
  const alert = await deps.alerts.find(claim.alertId);
  if (!isStillWanted(claim, alert)) {
    await write(cancelled(claim), deps);
    return;
  }
  // Browsers that took it before would not hear of the others: those are told by a message of their own.
  const companions = claim.leftTo === undefined ? await claimCompanions(claim, deps) : [];
  const message = await messageOf(claim, [alert as Alert, ...companions.map((each) => each.alert)], language, deps);
  const { outcome, leftTo, each } = await sendBy(channel, routes, message, deps);
  await Promise.all([
    settle(attempted(claim, outcome, deps.now(), leftTo), deps),
    settleCompanions(companions, claim, { outcome, leftTo }, deps),
    forgetGoneBrowsers(claim, each, deps),
  ]);
}

/** A notice goes alone: what waits for the same person are alerts, and those call by messages of their own. */
async function sendNotice(
  claim: Notification,
  kind: NoticeKind,
  { channel, routes, language }: FoundDestination,
  deps: SendingDeps,
): Promise<void> {
  const message = await noticeMessageOf(claim, kind, language, deps);
  const { outcome, leftTo, each } = await sendBy(channel, routes, message, deps);
  await Promise.all([
    settle(attempted(claim, outcome, deps.now(), leftTo), deps),
    forgetGoneBrowsers(claim, each, deps),
  ]);
}

async function giveUp(stored: Notification, why: string, deps: SendingDeps): Promise<void> {
  const next = failed(stored, why);
  if ((await deps.notifications.save(next)) === "conflict") return;
  deps.metrics.put({ NotificationAttemptsFailed: 1 });
  await afterFailure(next, deps);
}
