import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { conductVisit } from "./conduct-visit.ts";

export const create = lambda("conduct-visit", http(visitRoutes["conduct-visit"]), conductVisit);
export const handler = create(cloudDeps("conduct-visit", { timer: cloudTimer, liveConnections: cloudLiveConnections }));
