import { visitPlanRoutes } from "../../contracts/http/visit-plan-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setVisitPlan } from "./set-visit-plan.ts";

export const create = lambda("set-visit-plan", http(visitPlanRoutes["set-visit-plan"]), setVisitPlan);
export const handler = create(cloudDeps("set-visit-plan", { timer: cloudTimer }));
