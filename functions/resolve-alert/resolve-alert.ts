import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import type { Answer } from "../../domain/alerts/answer.ts";
import { type Resolution, resolveAlert as resolve } from "../../domain/alerts/answering.ts";
import { mayEndAs } from "../../domain/referrals/referral-alerts.ts";
import { noteResolved } from "../../domain/watch/roster.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import { stillExpected } from "../shell/alert-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * A person closes an alert and says what it was; it need not be the one who has it. The same words by the same person
 * again change nothing.
 *
 * A call that came after the version which the person saw (without one: after this request was first read) is not
 * closed unseen; any other change since does not hinder them. The watch knows of it in the same write. Whom a hospital
 * expects is no mistake and no test as long as they are on their way.
 */
export async function resolveAlert(
  { path, body, caller }: HttpInput<(typeof routes)["resolve-alert"]>,
  deps: Deps<"resolve-alert">,
): Promise<AlertView> {
  const { outcome, note } = body;
  const resolution: Resolution = {
    by: actorOf(caller, body.by),
    outcome,
    ...(note === undefined ? {} : { note }),
  };
  const { alert } = await actOnAlert(
    path.id,
    {
      seen: body.version,
      do: (stored, now) => resolvedOnce(stored, resolution, now),
      note: (watch, { kind }, now) => noteResolved(watch, kind, now),
    },
    deps,
  );
  return alertView(alert);
}

function resolvedOnce(alert: Alert, resolution: Resolution, now: number): Answer {
  if (!mayEndAs(alert, resolution.outcome)) throw stillExpected(alert.id);
  const answer = resolve(alert, resolution, now);
  return answer.kind === "already-resolved" && saysTheSame(alert, resolution) ? { kind: "unchanged", alert } : answer;
}

function saysTheSame(alert: Alert, { by, outcome }: Resolution): boolean {
  const said = alert.timeline.findLast((entry) => entry.what === "resolved");
  return alert.outcome === outcome && said?.by === by.name && (said.byId ?? by.id) === by.id;
}
