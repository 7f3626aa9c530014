import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeResident } from "./change-resident.ts";

export const create = lambda("change-resident", http(residentRoutes["change-resident"]), changeResident);
export const handler = create(cloudDeps("change-resident", { timer: cloudTimer, live: cloudLive }));
