import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { addToVisit } from "./add-to-visit.ts";

export const create = lambda("add-to-visit", http(visitRoutes["add-to-visit"]), addToVisit);
export const handler = create(cloudDeps("add-to-visit", {}));
