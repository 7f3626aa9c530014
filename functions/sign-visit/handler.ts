import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { signVisit } from "./sign-visit.ts";

export const create = lambda("sign-visit", http(visitRoutes["sign-visit"]), signVisit);
export const handler = create(cloudDeps("sign-visit", {}));
