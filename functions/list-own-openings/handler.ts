import { openingRoutes } from "../../contracts/http/opening-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listOwnOpenings } from "./list-own-openings.ts";

export const create = lambda("list-own-openings", http(openingRoutes["list-own-openings"]), listOwnOpenings);
export const handler = create(cloudDeps("list-own-openings", {}));
