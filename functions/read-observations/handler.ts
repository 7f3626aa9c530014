import { observationRoutes } from "../../contracts/http/observation-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { readObservations } from "./read-observations.ts";

export const create = lambda("read-observations", http(observationRoutes["read-observations"]), readObservations);
export const handler = create(cloudDeps("read-observations", {}));
