import { deviceRoutes } from "../../contracts/http/device-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listDevices } from "./list-devices.ts";

export const create = lambda("list-devices", http(deviceRoutes["list-devices"]), listDevices);
export const handler = create(cloudDeps("list-devices", {}));
