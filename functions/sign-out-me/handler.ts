import { meRoutes } from "../../contracts/http/me-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { signOutMe } from "./sign-out-me.ts";

export const create = lambda("sign-out-me", http(meRoutes["sign-out-me"]), signOutMe);
export const handler = create(cloudDeps("sign-out-me", { liveConnections: cloudLiveConnections }));
