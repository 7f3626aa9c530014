import { deliveryRoutes } from "../../contracts/http/delivery-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listAlertNotifications } from "./list-alert-notifications.ts";

export const create = lambda(
  "list-alert-notifications",
  http(deliveryRoutes["list-alert-notifications"]),
  listAlertNotifications,
);
export const handler = create(cloudDeps("list-alert-notifications", {}));
