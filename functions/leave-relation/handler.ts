import { joiningRoutes } from "../../contracts/http/joining-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { leaveRelation } from "./leave-relation.ts";

export const create = lambda("leave-relation", http(joiningRoutes["leave-relation"]), leaveRelation);
export const handler = create(cloudDeps("leave-relation", { liveConnections: cloudLiveConnections }));
