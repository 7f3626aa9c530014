import { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { handOverAlerts } from "./hand-over-alerts.ts";

export const create = lambda("hand-over-alerts", http(handOverRoutes["hand-over-alerts"]), handOverAlerts);
export const handler = create(cloudDeps("hand-over-alerts", { live: cloudLive, timer: cloudTimer }));
