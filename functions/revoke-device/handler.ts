import { routes } from "../../contracts/http/routes.ts";
import { cloudDeps } from "../shell/cloud-deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { revokeDevice } from "./revoke-device.ts";

export const create = lambda("revoke-device", http(routes["revoke-device"]), revokeDevice);
export const handler = create(cloudDeps("revoke-device"));
