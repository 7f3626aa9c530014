import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { requestConversion } from "./request-conversion.ts";

export const create = lambda("request-conversion", http(bedRoutes["request-conversion"]), requestConversion);
export const handler = create(cloudDeps("request-conversion", { live: cloudLive }));
