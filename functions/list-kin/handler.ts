import { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listKin } from "./list-kin.ts";

export const create = lambda("list-kin", http(kinRoutes["list-kin"]), listKin);
export const handler = create(cloudDeps("list-kin", {}));
