import type { Notification } from "../../domain/notify/notification.ts";
import type { Deps } from "../shell/deps.ts";
import { changePushes } from "./own-pushes.ts";
import type { Sent } from "./send-by.ts";

/** Forgets browsers whose push service says that they are gone: nobody counts on them any more. */
export async function forgetGoneBrowsers(
  { to }: Pick<Notification, "to">,
  each: Sent["each"],
  deps: Pick<Deps<"send-notification">, "people" | "log" | "backOff">,
): Promise<void> {
  const gone = new Set(
    each.flatMap(({ route, outcome }) =>
      route.channel === "web-push" && outcome.kind === "refused" && outcome.gone === true
        ? [route.subscription.endpoint]
        : [],
    ),
  );
  if (gone.size === 0 || to.kind !== "person") return;
  try {
    const person = await deps.people.find(to.personId);
    if (person === undefined) return;
    await changePushes(person, (pushes) => pushes.filter(({ endpoint }) => !gone.has(endpoint)), deps);
  } catch (error) {
    deps.log.warn("a browser that is gone was not forgotten", { error });
  }
}
