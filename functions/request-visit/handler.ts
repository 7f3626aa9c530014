import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { requestVisit } from "./request-visit.ts";

export const create = lambda("request-visit", http(visitRoutes["request-visit"]), requestVisit);
export const handler = create(cloudDeps("request-visit", { timer: cloudTimer }));
