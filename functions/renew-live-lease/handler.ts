import { liveLeaseRoutes } from "../../contracts/http/live-lease-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { renewLiveLease } from "./renew-live-lease.ts";

export const create = lambda("renew-live-lease", http(liveLeaseRoutes["renew-live-lease"]), renewLiveLease);
export const handler = create(cloudDeps("renew-live-lease", {}));
