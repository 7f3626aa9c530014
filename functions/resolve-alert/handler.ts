import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { resolveAlert } from "./resolve-alert.ts";

export const create = lambda("resolve-alert", http(alertRoutes["resolve-alert"]), resolveAlert);
export const handler = create(cloudDeps("resolve-alert", { live: cloudLive, timer: cloudTimer }));
