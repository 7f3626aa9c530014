import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { commentOnAlert } from "./comment-on-alert.ts";

export const create = lambda("comment-on-alert", http(alertRoutes["comment-on-alert"]), commentOnAlert);
export const handler = create(cloudDeps("comment-on-alert", { live: cloudLive, timer: cloudTimer }));
