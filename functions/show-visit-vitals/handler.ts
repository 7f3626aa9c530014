import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showVisitVitals } from "./show-visit-vitals.ts";

export const create = lambda("show-visit-vitals", http(visitRoutes["show-visit-vitals"]), showVisitVitals);
export const handler = create(cloudDeps("show-visit-vitals", {}));
