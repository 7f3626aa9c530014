import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { shelveAlert as shelve } from "../../domain/alerts/shelving.ts";
import { minute } from "../../domain/model/time.ts";
import { noteShelved } from "../../domain/watch/roster.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import { neverShelved } from "../shell/alert-refusals.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/**
 * Silences an alert for a time and a reason. The watch knows of it in the same write: what is over and raised again until
 * then stays shelved. A fall, a call for help, smoke, gas and a long lie are refused.
 */
export async function shelveAlert(
  { path, body, caller }: HttpInput<(typeof routes)["shelve-alert"]>,
  deps: Deps<"shelve-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert } = await actOnAlert(
    path.id,
    {
      seen: body.version,
      do(stored, now) {
        const result = shelve(stored, { by, forMs: body.minutes * minute, reason: body.reason }, now);
        if (result.kind === "never-shelved") throw neverShelved(stored.id);
        return result;
      },
      note: (watch, { kind, priority, shelved }) =>
        shelved === undefined ? watch : noteShelved(watch, kind, { ...shelved, priority }),
    },
    deps,
  );
  return alertView(alert);
}
