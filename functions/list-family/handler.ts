import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listFamily } from "./list-family.ts";

export const create = lambda("list-family", http(familyRoutes["list-family"]), listFamily);
export const handler = create(cloudDeps("list-family", {}));
