import type * as z from "zod/mini";
import { deliveryView } from "../../contracts/channel-views.ts";
import type { deliveryList } from "../../contracts/http/deliveries.ts";
import type { deliveryRoutes } from "../../contracts/http/delivery-routes.ts";
import { recipientNames } from "../notifying/recipient-names.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** A facility's calls and what came of them, newest first. */
export async function listDeliveries(
  { path, query }: HttpInput<(typeof deliveryRoutes)["list-deliveries"]>,
  deps: Deps<"list-deliveries">,
): Promise<z.input<typeof deliveryList>> {
  const page = await deps.notifications.listByFacility(path.id, { limit: query.limit, after: query.after });
  const notifications = readableOf(page, deps.log);
  const names = await recipientNames(notifications, deps);
  return {
    items: notifications.map((notification) => deliveryView(notification, names)),
    ...(page.unreadable.length > 0 && { unreadable: page.unreadable.map(({ key }) => key) }),
    ...(page.next !== undefined && { next: page.next }),
  };
}
