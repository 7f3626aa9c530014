import { facilityRoutes } from "../../contracts/http/facility-routes.ts";
import { cloudLive } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeFacility } from "./change-facility.ts";

export const create = lambda("change-facility", http(facilityRoutes["change-facility"]), changeFacility);
export const handler = create(cloudDeps("change-facility", { live: cloudLive }));
