import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listOpeningNotices } from "./list-opening-notices.ts";

export const create = lambda("list-opening-notices", http(openingRoutes["list-opening-notices"]), listOpeningNotices);
export const handler = create(cloudDeps("list-opening-notices", {}));
