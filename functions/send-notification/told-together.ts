import type { Alert } from "../../domain/alerts/alert.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { attempted, cancelled, claimed, isStillWanted, toldWith } from "../../domain/notify/sending.ts";
import type { Sent } from "../notifying/send-by.ts";
import { forEachBounded } from "../shell/bounded.ts";
import type { Deps } from "../shell/deps.ts";
import { readableOf } from "../shell/read-each.ts";
import { settle } from "./settle.ts";
import { isSuperseded } from "./superseded.ts";

type TogetherDeps = Pick<Deps<"send-notification">, "notifications" | "alerts" | "now" | "log">;

/** A notification that waited and is told in the message of another, with its alert. */
export interface Companion {
  readonly claim: Notification;
  readonly alert: Alert;
}

/** One message names no more; the next one takes the rest. */
const mostTogether = 100;
const atOnce = 10;

/**
 * Claims what waits for the same recipient and channel, to be told with this one; what nobody wants any more is
 * cancelled. Nothing waits where nothing was ever held.
 */
export async function claimCompanions(first: Notification, deps: TogetherDeps): Promise<readonly Companion[]> {
  const waiting = readableOf(await deps.notifications.listHeldWith(first, mostTogether), deps.log);
  const companions: Companion[] = [];
  await forEachBounded(waiting, atOnce, async (stored) => {
    if (stored.id === first.id || stored.notice !== undefined) return;
    const alert = await deps.alerts.find(stored.alertId);
    if (alert === undefined || !isStillWanted(stored, alert) || (await isSuperseded(stored, alert, deps))) {
      await deps.notifications.save(cancelled(stored));
      return;
    }
    const claim = claimed(stored, deps.now());
    if ((await deps.notifications.save(claim)) === "saved") companions.push({ claim, alert });
  });
  return companions.toSorted((a, b) => a.alert.raisedAt - b.alert.raisedAt);
}

/** Writes what came of the one message for each that it told: one that was not taken has its own next step come forward. */
export async function settleCompanions(
  companions: readonly Companion[],
  first: Notification,
  { outcome, leftTo }: Pick<Sent, "outcome" | "leftTo">,
  deps: Deps<"send-notification">,
): Promise<void> {
  await forEachBounded(companions, atOnce, async ({ claim }) => {
    const now = deps.now();
    const isTaken = outcome.kind === "accepted";
    const next = isTaken ? toldWith(claim, first, now, leftTo) : attempted(claim, outcome, now, leftTo);
    await settle(next, deps);
  });
}
