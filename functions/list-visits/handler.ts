import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listVisits } from "./list-visits.ts";

export const create = lambda("list-visits", http(visitRoutes["list-visits"]), listVisits);
export const handler = create(cloudDeps("list-visits", {}));
