import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { releaseAlert } from "./release-alert.ts";

export const create = lambda("release-alert", http(alertRoutes["release-alert"]), releaseAlert);
export const handler = create(cloudDeps("release-alert", { live: cloudLive, timer: cloudTimer }));
