import type * as z from "zod/mini";
import { deliveryView } from "../../contracts/channel-views.ts";
import type { alertNotifications } from "../../contracts/http/deliveries.ts";
import type { deliveryRoutes } from "../../contracts/http/delivery-routes.ts";
import type { Notification } from "../../domain/notify/notification.ts";
import { recipientNames } from "../notifying/recipient-names.ts";
import type { Deps } from "../shell/deps.ts";
import type { HttpInput } from "../shell/http.ts";
import { readableOf } from "../shell/read-each.ts";

/** Who was called for an alert, in the order of the steps, and what came of it. */
export async function listAlertNotifications(
  { path }: HttpInput<(typeof deliveryRoutes)["list-alert-notifications"]>,
  deps: Deps<"list-alert-notifications">,
): Promise<z.input<typeof alertNotifications>> {
  const listing = await deps.notifications.listByAlert(path.id);
  const notifications = readableOf(listing, deps.log).toSorted(byStep);
  const names = await recipientNames(notifications, deps);
  return {
    items: notifications.map((notification) => deliveryView(notification, names)),
    ...(listing.unreadable.length > 0 && { unreadable: listing.unreadable.map(({ key }) => key) }),
  };
}

function byStep(a: Notification, b: Notification): number {
  return a.createdAt - b.createdAt || a.round - b.round || a.step - b.step;
}
