import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { unshelveAlert } from "./unshelve-alert.ts";

export const create = lambda("unshelve-alert", http(alertRoutes["unshelve-alert"]), unshelveAlert);
export const handler = create(cloudDeps("unshelve-alert", { live: cloudLive, timer: cloudTimer }));
