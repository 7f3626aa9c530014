import { bedRoutes } from "../../contracts/http/bed-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showBedHistory } from "./show-bed-history.ts";

export const create = lambda("show-bed-history", http(bedRoutes["show-bed-history"]), showBedHistory);
export const handler = create(cloudDeps("show-bed-history", {}));
