import { quietUntil } from "../../domain/family-telling/quiet-hours.ts";
import type { Person } from "../../domain/model/person.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import {
  attempted,
  cancelled,
  claimed,
  failed,
  held,
  heldOver,
  isToBeSent,
  toldWith,
} from "../../domain/notify/sending.ts";
import { armFamilyMessage } from "../family-telling/family-timer.ts";
import { forgetGoneBrowsers } from "../notifying/gone-browsers.ts";
import { sendBy } from "../notifying/send-by.ts";
import type { Deps } from "../shell/deps.ts";
import { claimCompanions, isLedByAnother } from "./companions.ts";
import { destinationOf } from "./destination.ts";
import { messageOf } from "./message-of.ts";
import { takeFamilyPace } from "./take-family-pace.ts";
import { whyNot } from "./why-not.ts";

type SendingDeps = Deps<"tell-families">;

/**
 * Sends a message to a relative if it is due, and writes what came of it. Whether they may hear it is asked now, not when
 * it was made: what was revoked in between is not sent, and its row says so. Quiet hours hold back what is no emergency;
 * what happened later takes the place of what was not sent yet. Of several who are woken for it one sends; whoever dies
 * between sending and writing leaves a lease, and the same message goes out again under its id.
 */
export async function sendIfDue(id: string, deps: SendingDeps): Promise<void> {
  const stored = await deps.notifications.find(id);
  if (stored?.family === undefined || stored.to.kind !== "person") return;
  const now = deps.now();
  if (!isToBeSent(stored, now)) return armFamilyMessage(stored, deps);
  const person = await deps.people.find(stored.to.personId);
  const why = await whyNot(stored, person, deps);
  if (why !== undefined) return save(cancelled(stored, why), deps);
  const destination = await destinationOf(stored, person as Person, deps);
  if (destination.kind === "none") return save(failed(stored, destination.why), deps);
  const until = stored.family.isEmergency === true ? undefined : quietUntil(person?.familyWishes?.quiet, now);
  if (until !== undefined) return save(heldOver(stored, until), deps);
  if (stored.isHeld === true && (await isLedByAnother(stored, deps))) return;
  const pace = await takeFamilyPace(stored, destination.channel.id, deps);
  if (pace.kind === "wait") return save(held(stored, pace.until), deps);
  const claim = claimed(stored, now);
  if ((await deps.notifications.save(claim)) === "conflict") return;

  // Once more, as late as possible: a consent that was revoked while others went first is obeyed.
  const still = await whyNot(claim, await deps.people.find(stored.to.personId), deps);
  if (still !== undefined) return save(cancelled(claim, still), deps);
  const companions = claim.leftTo === undefined ? await claimCompanions(claim, deps) : [];
  const message = await messageOf([...companions, claim], destination.language, deps);
  const { outcome, leftTo, each } = await sendBy(destination.channel, destination.routes, message, deps);
  const later = deps.now();
  await Promise.all([
    save(attempted(claim, outcome, later, leftTo), deps),
    ...companions.map((one) =>
      save(
        outcome.kind === "accepted" ? toldWith(one, claim, later, leftTo) : attempted(one, outcome, later, leftTo),
        deps,
      ),
    ),
    forgetGoneBrowsers(stored, each, deps),
  ]);
}

/** A conflict means that somebody else took it over, and reports. What is due again gets a timer; what is given up is said. */
async function save(next: Notification, deps: SendingDeps): Promise<void> {
  if ((await deps.notifications.save(next)) === "conflict") return;
  if (next.state === "due") await armFamilyMessage(next, deps);
  if (next.state === "failed")
    deps.log.warn("a relative was not told; it stands in the deliveries", { alertId: next.alertId });
}
