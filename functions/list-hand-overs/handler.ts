import { handOverRoutes } from "../../contracts/http/hand-over-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listHandOvers } from "./list-hand-overs.ts";

export const create = lambda("list-hand-overs", http(handOverRoutes["list-hand-overs"]), listHandOvers);
export const handler = create(cloudDeps("list-hand-overs", {}));
