import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamilyTrends } from "./show-family-trends.ts";

export const create = lambda("show-family-trends", http(familyRoutes["show-family-trends"]), showFamilyTrends);
export const handler = create(cloudDeps("show-family-trends", {}));
