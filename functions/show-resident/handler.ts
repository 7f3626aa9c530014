import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showResident } from "./show-resident.ts";

export const create = lambda("show-resident", http(residentRoutes["show-resident"]), showResident);
export const handler = create(cloudDeps("show-resident", {}));
