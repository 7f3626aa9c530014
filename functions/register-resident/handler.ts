import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { registerResident } from "./register-resident.ts";

export const create = lambda("register-resident", http(residentRoutes["register-resident"]), registerResident);
export const handler = create(cloudDeps("register-resident", { live: cloudLive }));
