import { kinRoutes } from "../../contracts/http/kin-routes.ts";
import { cloudLiveConnections } from "../shell/cloud/bus.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { changeConsent } from "./change-consent.ts";

export const create = lambda("change-consent", http(kinRoutes["change-consent"]), changeConsent);
export const handler = create(cloudDeps("change-consent", { liveConnections: cloudLiveConnections }));
