import { routes } from "../../contracts/http/routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { rotateDevice } from "./rotate-device.ts";

export const create = lambda("rotate-device", http(routes["rotate-device"]), rotateDevice);
export const handler = create(cloudDeps("rotate-device", { deviceAuthority: cloudDeviceAuthority }));
