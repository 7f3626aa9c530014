import { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showVisitRecord } from "./show-visit-record.ts";

export const create = lambda("show-visit-record", http(visitBetweenRoutes["show-visit-record"]), showVisitRecord);
export const handler = create(cloudDeps("show-visit-record", {}));
