import { retentionRoutes } from "../../contracts/http/retention-routes.ts";
import { cloudArchive } from "../shell/cloud/archive.ts";
import { cloudDeps } from "../shell/cloud/deps.ts";
import { cloudRetentionPeriods } from "../shell/cloud/retention-periods.ts";
import { http } from "../shell/http.ts";
import { lambda } from "../shell/lambda.ts";
import { showRetention } from "./show-retention.ts";

export const create = lambda("show-retention", http(retentionRoutes["show-retention"]), showRetention);
export const handler = create(
  cloudDeps("show-retention", { archive: cloudArchive, retentionPeriods: cloudRetentionPeriods }),
);
