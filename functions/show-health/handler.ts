import { healthRoutes } from "../../contracts/http/health-routes.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudIngestLag } from "../shell/cloud/ingest-lag.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showHealth } from "./show-health.ts";

export const create = lambda("show-health", http(healthRoutes["show-health"]), showHealth);
export const handler = create(cloudDeps("show-health", { ingestLag: cloudIngestLag }));
