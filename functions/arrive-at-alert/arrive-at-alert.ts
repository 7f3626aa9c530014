import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { arriveAtAlert as arrive } from "../../domain/alerts/answering.ts";
import { noteAttended } from "../../domain/watch/roster.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * A person is at the bedside; they need not have said before that they were going. Nobody more is called, and who fell is
 * no longer taken for lying there alone.
 */
export async function arriveAtAlert(
  { path, body, caller }: HttpInput<(typeof routes)["arrive-at-alert"]>,
  deps: Deps<"arrive-at-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert } = await actOnAlert(
    path.id,
    {
      seen: body.version,
      do: (stored, now) => arrive(stored, by, now),
      note: (watch, { kind }, now) => (kind === "fall" || kind === "long-lie" ? noteAttended(watch, now) : watch),
    },
    deps,
  );
  return alertView(alert);
}
