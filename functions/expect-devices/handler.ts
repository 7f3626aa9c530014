import { deviceRoutes } from "../../contracts/http/device-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { expectDevices } from "./expect-devices.ts";

export const create = lambda("expect-devices", http(deviceRoutes["expect-devices"]), expectDevices);
export const handler = create(cloudDeps("expect-devices", { deviceAuthority: cloudDeviceAuthority }));
