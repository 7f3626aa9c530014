import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showFamily } from "./show-family.ts";

export const create = lambda("show-family", http(familyRoutes["show-family"]), showFamily);
export const handler = create(cloudDeps("show-family", {}));
