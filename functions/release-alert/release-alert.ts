import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { releaseAlert as release } from "../../domain/alerts/answering.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";

/** A person takes back that they are going or there: the alert calls again from its first step. */
export async function releaseAlert(
  { path, body, caller }: HttpInput<(typeof routes)["release-alert"]>,
  deps: Deps<"release-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const act = {
    seen: "any",
    do: (stored: Parameters<typeof release>[0], now: number) => release(stored, by, now, body.note),
  } as const;
  return alertView((await actOnAlert(path.id, act, deps)).alert);
}
