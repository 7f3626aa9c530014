import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listAlerts } from "./list-alerts.ts";

export const create = lambda("list-alerts", http(alertRoutes["list-alerts"]), listAlerts);
export const handler = create(cloudDeps("list-alerts", {}));
