import { deliveryRoutes } from "../../contracts/http/delivery-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listDeliveries } from "./list-deliveries.ts";

export const create = lambda("list-deliveries", http(deliveryRoutes["list-deliveries"]), listDeliveries);
export const handler = create(cloudDeps("list-deliveries", {}));
