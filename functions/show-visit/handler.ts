import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showVisit } from "./show-visit.ts";

export const create = lambda("show-visit", http(visitRoutes["show-visit"]), showVisit);
export const handler = create(cloudDeps("show-visit", {}));
