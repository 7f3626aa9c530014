import { monitoringPlanRoutes } from "../../contracts/http/monitoring-plan-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listPlanHistory } from "./list-plan-history.ts";

export const create = lambda("list-plan-history", http(monitoringPlanRoutes["list-plan-history"]), listPlanHistory);
export const handler = create(cloudDeps("list-plan-history", {}));
