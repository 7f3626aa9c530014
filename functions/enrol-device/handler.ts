import { deviceRoutes } from "../../contracts/http/device-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { enrolDevice } from "./enrol-device.ts";

export const create = lambda("enrol-device", http(deviceRoutes["enrol-device"]), enrolDevice);
export const handler = create(
  cloudDeps("enrol-device", { deviceAuthority: cloudDeviceAuthority, timer: cloudTimer, live: cloudLive }),
);
