import { facilityRoutes } from "../../contracts/http/facility-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { registerFacility } from "./register-facility.ts";

export const create = lambda("register-facility", http(facilityRoutes["register-facility"]), registerFacility);
export const handler = create(cloudDeps("register-facility", {}));
