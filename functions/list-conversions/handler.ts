import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listConversions } from "./list-conversions.ts";

export const create = lambda("list-conversions", http(bedRoutes["list-conversions"]), listConversions);
export const handler = create(cloudDeps("list-conversions", {}));
