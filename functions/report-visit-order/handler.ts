import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { reportVisitOrder } from "./report-visit-order.ts";

export const create = lambda("report-visit-order", http(visitRoutes["report-visit-order"]), reportVisitOrder);
export const handler = create(
  cloudDeps("report-visit-order", { timer: cloudTimer, liveConnections: cloudLiveConnections }),
);
