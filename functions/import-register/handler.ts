import { importRoutes } from "../../contracts/http/import-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudDeviceAuthority } from "../shell/cloud/device-authority.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { importRegister } from "./import-register.ts";

export const create = lambda("import-register", http(importRoutes["import-register"]), importRegister);
export const handler = create(cloudDeps("import-register", { deviceAuthority: cloudDeviceAuthority, live: cloudLive }));
