import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { unshelveAlert as unshelve } from "../../domain/alerts/shelving.ts";
import { withoutShelf } from "../../domain/watch/roster.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Ends a shelf before its time: if the condition is still active, it calls from the first step. */
export async function unshelveAlert(
  { path, body, caller }: HttpInput<(typeof routes)["unshelve-alert"]>,
  deps: Deps<"unshelve-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert } = await actOnAlert(
    path.id,
    {
      seen: "any",
      do: (stored, now) => unshelve(stored, by, now),
      note: (watch, { kind }) => withoutShelf(watch, kind),
    },
    deps,
  );
  return alertView(alert);
}
