import { alertView } from "../../contracts/alert-view.ts";
import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { acknowledgeAlert as acknowledge } from "../../domain/alerts/answering.ts";
import { actOnAlert, actorOf } from "../judging/act-on-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { tellDevices } from "./tell-devices.ts";

/**
 * A person says that they are going, and nobody more is called. By the same person again it changes nothing; only the
 * first person has it, unless another one takes it over on purpose. A call newer than the version that they saw (without
 * one: than what this request read first) is refused, not answered unseen.
 */
export async function acknowledgeAlert(
  { path, body, caller }: HttpInput<(typeof routes)["acknowledge-alert"]>,
  deps: Deps<"acknowledge-alert">,
): Promise<AlertView> {
  const by = actorOf(caller, body.by);
  const { alert, isChanged } = await actOnAlert(
    path.id,
    { seen: body.version, do: (stored, now) => acknowledge(stored, by, now, body.takeOver) },
    deps,
  );
  if (isChanged) await tellDevices(alert, deps);
  return alertView(alert);
}
