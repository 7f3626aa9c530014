import { deviceRoutes } from "../../contracts/http/device-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { assignDevice } from "./assign-device.ts";

export const create = lambda("assign-device", http(deviceRoutes["assign-device"]), assignDevice);
export const handler = create(cloudDeps("assign-device", { timer: cloudTimer, live: cloudLive }));
