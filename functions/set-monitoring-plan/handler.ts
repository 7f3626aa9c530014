import { monitoringPlanRoutes } from "../../contracts/http/monitoring-plan-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setMonitoringPlan } from "./set-monitoring-plan.ts";

export const create = lambda(
  "set-monitoring-plan",
  http(monitoringPlanRoutes["set-monitoring-plan"]),
  setMonitoringPlan,
);
export const handler = create(cloudDeps("set-monitoring-plan", { timer: cloudTimer, live: cloudLive }));
