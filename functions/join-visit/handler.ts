import { visitRoutes } from "../../contracts/http/visit-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudRelay } from "../shell/cloud/relay.ts";
import { cloudTimer } from "../shell/cloud/timer.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { joinVisit } from "./join-visit.ts";

export const create = lambda("join-visit", http(visitRoutes["join-visit"]), joinVisit);
export const handler = create(
  cloudDeps("join-visit", { timer: cloudTimer, liveConnections: cloudLiveConnections, relay: cloudRelay }),
);
