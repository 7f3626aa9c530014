import type { AlertView } from "../../contracts/http/alerts.ts";
import type { routes } from "../../contracts/http/routes.ts";
import { alertView } from "../../contracts/views.ts";
import { acknowledgeAlert as acknowledge, isCalledSince } from "../../domain/alerts/handling.ts";
import { publishAlert } from "../judging/publish-alert.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { alreadyResolved, calledAgain, changedByOthers, takenByAnother, unknown } from "../shell/refusals.ts";
import { tellDevices } from "./tell-devices.ts";

const maxTries = 20;

/**
 * A person says that they are going. By the same person again it changes nothing; only the first person has it. A call
 * newer than the version that they saw (without one: than what this request read first) is refused, not answered unseen.
 */
export async function acknowledgeAlert(
  { path, body }: HttpInput<(typeof routes)["acknowledge-alert"]>,
  deps: Deps<"acknowledge-alert">,
): Promise<AlertView> {
  let seenVersion = body.version;
  for (let attempt = 1; attempt <= maxTries; attempt += 1) {
    const stored = await deps.alerts.find(path.id);
    if (stored === undefined) throw unknown("alert", path.id);
    seenVersion ??= stored.version;
    const result = acknowledge(stored, body.by, deps.now());
    switch (result.kind) {
      case "unchanged":
        return alertView(stored);
      case "already-resolved":
        throw alreadyResolved(path.id);
      case "taken":
        throw takenByAnother(path.id, result.by);
      case "acknowledged":
        if (isCalledSince(stored, seenVersion)) throw calledAgain(path.id);
        if ((await deps.alerts.save(result.alert)) === "saved") {
          await Promise.all([publishAlert(result.alert, deps), tellDevices(result.alert, deps)]);
          return alertView(result.alert);
        }
    }
    await deps.backOff(attempt);
  }
  throw changedByOthers(path.id);
}
