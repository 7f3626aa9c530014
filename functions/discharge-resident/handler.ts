import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudLive, cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { dischargeResident } from "./discharge-resident.ts";

export const create = lambda("discharge-resident", http(residentRoutes["discharge-resident"]), dischargeResident);
export const handler = create(
  cloudDeps("discharge-resident", { live: cloudLive, liveConnections: cloudLiveConnections, timer: cloudTimer }),
);
