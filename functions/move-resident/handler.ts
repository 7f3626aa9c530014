import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudLive, cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { moveResident } from "./move-resident.ts";

export const create = lambda("move-resident", http(residentRoutes["move-resident"]), moveResident);
export const handler = create(
  cloudDeps("move-resident", { timer: cloudTimer, live: cloudLive, liveConnections: cloudLiveConnections }),
);
