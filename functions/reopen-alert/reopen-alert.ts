import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { withdrawResolution } from "../../domain/alerts/answering.ts";
import { noteReopened } from "../../domain/watch/roster.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import { superseded, tooLateToReopen } from "../shell/alert-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * A person takes a resolution back that was tapped by mistake: alert, guard and watch are as if it had not been, and it
 * calls from its first step. Where a newer alert of the kind is open, that one stands for the condition.
 */
export async function reopenAlert(
  { path, body, caller }: HttpInput<(typeof routes)["reopen-alert"]>,
  deps: Deps<"reopen-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert } = await actOnAlert(
    path.id,
    {
      seen: "any",
      do(stored, now) {
        const result = withdrawResolution(stored, by, now, body.note);
        if (result.kind === "too-late") throw tooLateToReopen(stored.id);
        return result;
      },
      note(watch, reopened) {
        const noted = noteReopened(watch, reopened);
        if (noted === undefined) throw superseded(reopened.id, watch.open[reopened.kind]?.alertId ?? "");
        return noted;
      },
    },
    deps,
  );
  return alertView(alert);
}
