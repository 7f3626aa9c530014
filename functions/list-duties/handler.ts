import { dutyRoutes } from "../../contracts/http/duty-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listDuties } from "./list-duties.ts";

export const create = lambda("list-duties", http(dutyRoutes["list-duties"]), listDuties);
export const handler = create(cloudDeps("list-duties", {}));
