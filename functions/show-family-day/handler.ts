import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamilyDay } from "./show-family-day.ts";

export const create = lambda("show-family-day", http(familyRoutes["show-family-day"]), showFamilyDay);
export const handler = create(cloudDeps("show-family-day", {}));
