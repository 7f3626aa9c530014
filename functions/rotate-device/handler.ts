import { deviceRoutes } from "../../contracts/http/device-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { rotateDevice } from "./rotate-device.ts";

export const create = lambda("rotate-device", http(deviceRoutes["rotate-device"]), rotateDevice);
export const handler = create(cloudDeps("rotate-device", { deviceAuthority: cloudDeviceAuthority }));
