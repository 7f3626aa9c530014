import { visitPlanRoutes } from "../../contracts/http/visit-plan-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listVisitPlans } from "./list-visit-plans.ts";

export const create = lambda("list-visit-plans", http(visitPlanRoutes["list-visit-plans"]), listVisitPlans);
export const handler = create(cloudDeps("list-visit-plans", {}));
