import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { alertView } from "../../contracts/views.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { isCalledSince, type Resolution, resolveAlert as resolve } from "../../domain/alerts/handling.ts";
import { type Closing, closeAlert } from "../judging/close-alert.ts";
import { armTimer } from "../judging/due-timer.ts";
import { inTurn } from "../judging/in-turn.ts";
import { publishAlert } from "../judging/publish-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { alreadyResolved, calledAgain, changedByOthers, unknown } from "../shell/refusals.ts";

const maxTries = 20;

/**
 * A person closes an alert and says what it was. The same words by the same person again change nothing.
 *
 * A call that came after the version which the person saw (without one: after this request was first read) is not
 * closed unseen; any other change since does not hinder them.
 */
export async function resolveAlert(
  { path, body }: HttpInput<(typeof routes)["resolve-alert"]>,
  deps: Deps<"resolve-alert">,
): Promise<AlertView> {
  const { by, outcome, note } = body;
  let seenVersion = body.version;
  const resolution: Resolution = { by, outcome, ...(note === undefined ? {} : { note }) };
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.alerts.find(path.id);
    if (stored === undefined) throw unknown("alert", path.id);
    const result = resolve(stored, resolution, deps.now());
    if (result.kind === "already-resolved") {
      if (saysTheSame(stored, resolution)) return alertView(stored);
      throw alreadyResolved(path.id);
    }
    seenVersion ??= stored.version;
    if (isCalledSince(stored, seenVersion)) throw calledAgain(path.id);
    if ((await inTurn(stored.residentId, () => close(result.alert, deps))) === "closed") {
      await publishAlert(result.alert, deps);
      return alertView(result.alert);
    }
    await deps.backOff(attempt);
  }
  throw changedByOthers(path.id);
}

async function close(alert: Alert, deps: Deps<"resolve-alert">): Promise<Closing["kind"]> {
  const closing = await closeAlert(alert, deps);
  if (closing.kind === "closed" && closing.watch !== undefined) {
    await armTimer(closing.watch.after, closing.watch.before, deps);
  }
  return closing.kind;
}

function saysTheSame(alert: Alert, { by, outcome }: Resolution): boolean {
  const said = alert.timeline.findLast((entry) => entry.what === "resolved");
  return alert.outcome === outcome && said?.by === by;
}
