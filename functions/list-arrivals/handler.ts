import { referralRoutes } from "../../contracts/http/referral-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listArrivals } from "./list-arrivals.ts";

export const create = lambda("list-arrivals", http(referralRoutes["list-arrivals"]), listArrivals);
export const handler = create(cloudDeps("list-arrivals", {}));
