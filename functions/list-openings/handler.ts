import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listOpenings } from "./list-openings.ts";

export const create = lambda("list-openings", http(openingRoutes["list-openings"]), listOpenings);
export const handler = create(cloudDeps("list-openings", {}));
