import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { recordTimePoint } from "./record-time-point.ts";

export const create = lambda("record-time-point", http(referralRoutes["record-time-point"]), recordTimePoint);
export const handler = create(cloudDeps("record-time-point", { live: cloudLive, timer: cloudTimer }));
