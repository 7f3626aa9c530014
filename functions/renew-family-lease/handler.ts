import { familyRoutes } from "../../contracts/http/family-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { renewFamilyLease } from "./renew-family-lease.ts";

export const create = lambda("renew-family-lease", http(familyRoutes["renew-family-lease"]), renewFamilyLease);
export const handler = create(cloudDeps("renew-family-lease", {}));
