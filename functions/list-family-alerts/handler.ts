import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listFamilyAlerts } from "./list-family-alerts.ts";

export const create = lambda("list-family-alerts", http(familyRoutes["list-family-alerts"]), listFamilyAlerts);
export const handler = create(cloudDeps("list-family-alerts", {}));
