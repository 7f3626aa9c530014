import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { requestReferral } from "./request-referral.ts";

export const create = lambda("request-referral", http(referralRoutes["request-referral"]), requestReferral);
export const handler = create(cloudDeps("request-referral", { live: cloudLive, timer: cloudTimer }));
