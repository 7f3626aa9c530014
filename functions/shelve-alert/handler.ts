import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { shelveAlert } from "./shelve-alert.ts";

export const create = lambda("shelve-alert", http(alertRoutes["shelve-alert"]), shelveAlert);
export const handler = create(cloudDeps("shelve-alert", { live: cloudLive, timer: cloudTimer }));
