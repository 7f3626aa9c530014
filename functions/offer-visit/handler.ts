import { visitBetweenRoutes } from "../../contracts/http/visit-between-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { offerVisit } from "./offer-visit.ts";

export const create = lambda("offer-visit", http(visitBetweenRoutes["offer-visit"]), offerVisit);
export const handler = create(cloudDeps("offer-visit", { timer: cloudTimer }));
