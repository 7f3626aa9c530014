import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { arriveAtAlert } from "./arrive-at-alert.ts";

export const create = lambda("arrive-at-alert", http(alertRoutes["arrive-at-alert"]), arriveAtAlert);
export const handler = create(cloudDeps("arrive-at-alert", { live: cloudLive, timer: cloudTimer }));
