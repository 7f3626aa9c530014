import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { callGreenChannel } from "./call-green-channel.ts";

export const create = lambda("call-green-channel", http(referralRoutes["call-green-channel"]), callGreenChannel);
export const handler = create(cloudDeps("call-green-channel", { live: cloudLive, timer: cloudTimer }));
