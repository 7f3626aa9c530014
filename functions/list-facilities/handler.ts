import { facilityRoutes } from "../../contracts/http/facility-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listFacilities } from "./list-facilities.ts";

export const create = lambda("list-facilities", http(facilityRoutes["list-facilities"]), listFacilities);
export const handler = create(cloudDeps("list-facilities", {}));
