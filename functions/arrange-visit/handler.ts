import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { arrangeVisit } from "./arrange-visit.ts";

export const create = lambda("arrange-visit", http(visitRoutes["arrange-visit"]), arrangeVisit);
export const handler = create(cloudDeps("arrange-visit", { timer: cloudTimer, liveConnections: cloudLiveConnections }));
