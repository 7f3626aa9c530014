import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import type { Alert } from "../../domain/alerts/alert.ts";
import { commentOnAlert as comment } from "../../domain/alerts/answering.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** Adds a person's words to the timeline. Sent twice within a minute, as an impatient tap does, they stand there once. */
export async function commentOnAlert(
  { path, body, caller }: HttpInput<(typeof routes)["comment-on-alert"]>,
  deps: Deps<"comment-on-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert } = await actOnAlert(
    path.id,
    { seen: "any", do: (stored: Alert, now) => comment(stored, by, body.note, now) },
    deps,
  );
  return alertView(alert);
}
