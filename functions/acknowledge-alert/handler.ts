import { alertRoutes } from "../../contracts/http/alert-routes.ts";
import { cloudCommand, cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { acknowledgeAlert } from "./acknowledge-alert.ts";

export const create = lambda("acknowledge-alert", http(alertRoutes["acknowledge-alert"]), acknowledgeAlert);
export const handler = create(
  cloudDeps("acknowledge-alert", { live: cloudLive, timer: cloudTimer, command: cloudCommand }),
);
