import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { actOnReferral } from "./act-on-referral.ts";

export const create = lambda("act-on-referral", http(referralRoutes["act-on-referral"]), actOnReferral);
export const handler = create(cloudDeps("act-on-referral", { live: cloudLive, timer: cloudTimer }));
