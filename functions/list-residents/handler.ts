import { residentRoutes } from "../../contracts/http/resident-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { listResidents } from "./list-residents.ts";

export const create = lambda("list-residents", http(residentRoutes["list-residents"]), listResidents);
export const handler = create(cloudDeps("list-residents", {}));
