import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { advanceConversion } from "./advance-conversion.ts";

export const create = lambda("advance-conversion", http(bedRoutes["advance-conversion"]), advanceConversion);
export const handler = create(cloudDeps("advance-conversion", { live: cloudLive }));
