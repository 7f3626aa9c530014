import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { setOpeningPolicy } from "./set-opening-policy.ts";

export const create = lambda("set-opening-policy", http(openingRoutes["set-opening-policy"]), setOpeningPolicy);
export const handler = create(cloudDeps("set-opening-policy", {}));
