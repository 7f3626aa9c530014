import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { reopenAlert } from "./reopen-alert.ts";

export const create = lambda("reopen-alert", http(alertRoutes["reopen-alert"]), reopenAlert);
export const handler = create(cloudDeps("reopen-alert", { live: cloudLive, timer: cloudTimer }));
